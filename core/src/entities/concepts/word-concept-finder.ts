import type { Hearing } from '../../speech/emphasis-point.ts';
import type { Word } from '../../speech/transcript.ts';
import type { RecognisedName } from '../recognise/name-recogniser.ts';
import type { SentenceEmbedder } from '../sentence-embedder.ts';
import { loadWordPieces, type WordPieces } from '../word-pieces.ts';
import { conceptVector, PICTURED, UNPICTURED } from './concept-features.ts';
import type { ConceptFinder, FoundConcept } from './concept-finder.ts';
import { type ConceptModel, loadConceptModel, wantedProbability } from './concept-model.ts';
import { type EmphasisedNoun, emphasisedNouns } from './emphasised-nouns.ts';
import { type LemmaTable, loadLemmaTable } from './lemma-table.ts';

/** Only this share of all words of a talk may become concepts. */
const SHOWN_SHARE = 0.1;
/** Nouns weighed at most, the most emphasised: each costs an embedding. */
const MOST_WEIGHED = 400;
/** Less wanted than this is hardly more wanted than any word, of which one in ten is. */
const LEAST_WANTED = 0.15;

interface Parts {
  readonly table: LemmaTable;
  readonly vocabulary: WordPieces;
  readonly model: ConceptModel;
}

interface Sentence {
  readonly text: string;
  /** The sentence with the one before it. */
  readonly context: string;
  readonly first: number;
  readonly length: number;
}

const sentencesOf = (words: readonly Word[]): ReadonlyMap<number, Sentence> => {
  const sentences = new Map<number, Sentence>();
  for (let from = 0, to = 0; from < words.length; from = to) {
    const { sentence } = words[from]!;
    while (to < words.length && words[to]!.sentence === sentence) to += 1;
    const text = words.slice(from, to).map(word => word.text).join(' '); // prettier-ignore
    const before = sentences.get(sentence - 1)?.text ?? '';
    sentences.set(sentence, { text, context: `${before} ${text}`.trim(), first: from, length: to - from });
  }
  return sentences;
};

const wantedNouns = async (hearing: Hearing, nouns: readonly EmphasisedNoun[], parts: Parts, embedder: SentenceEmbedder) => {
  const { words } = hearing.transcript;
  const sentences = sentencesOf(words);
  const sentenceOf = ({ fromWord }: EmphasisedNoun): Sentence => sentences.get(words[fromWord]!.sentence)!;
  const around = nouns.map(sentenceOf).flatMap(({ text, context }) => [text, context]);
  const texts = [...new Set([PICTURED, UNPICTURED, ...nouns.map(noun => noun.surface.toLowerCase()), ...around])];
  const embedded = await embedder.embed(texts);
  const vectors = new Map(texts.map((text, index) => [text, embedded[index]!]));
  return nouns.map(noun => {
    const { text, context, first, length } = sentenceOf(noun);
    const vector = conceptVector(
      {
        text: noun.surface,
        lemma: noun.lemma,
        inName: false,
        firstOfSentence: noun.fromWord === first,
        place: length < 2 ? 0 : (noun.fromWord - first) / (length - 1),
        sentenceWords: length,
      },
      {
        word: vectors.get(noun.surface.toLowerCase())!,
        sentence: vectors.get(text)!,
        context: vectors.get(context)!,
        pictured: vectors.get(PICTURED)!,
        unpictured: vectors.get(UNPICTURED)!,
      },
      parts.vocabulary,
    );
    return { ...noun, wanted: wantedProbability(parts.model, vector) };
  });
};

type WantedNoun = Awaited<ReturnType<typeof wantedNouns>>[number];

const grouped = (nouns: readonly WantedNoun[]): readonly FoundConcept[] => {
  return [...Map.groupBy(nouns, noun => noun.name)].map(([name, places]) => ({
    name,
    confidence: places.reduce((highest, { wanted }) => Math.max(highest, wanted), 0),
    places: [...places].sort((a, b) => a.fromWord - b.fromWord).map(({ fromWord, toWord, surface }) => ({ fromWord, toWord, surface })),
  }));
};

export interface WordConceptOptions {
  /** Folder with `lemmas.tsv.gz` and `concepts.json`. */
  readonly modelFolder: string;
  /** Folder of the sentence model, for its vocabulary. */
  readonly vocabularyFolder: string;
  readonly embedder: SentenceEmbedder;
}

/** Weighs every stressed concrete noun by how much viewers want to see it, times its emphasis; files are read at the first call and kept. */
export const wordConceptFinder = ({ modelFolder, vocabularyFolder, embedder }: WordConceptOptions): ConceptFinder => {
  let loaded: Promise<Parts> | undefined;
  const load = async (): Promise<Parts> => {
    const [table, vocabulary, model] = await Promise.all([
      loadLemmaTable(modelFolder),
      loadWordPieces(vocabularyFolder),
      loadConceptModel(modelFolder),
    ]);
    return { table, vocabulary, model };
  };
  return {
    async find(hearing: Hearing, names: readonly RecognisedName[]) {
      loaded ??= load();
      const parts = await loaded;
      const taken = new Set(
        names.flatMap(({ fromWord, toWord }) => Array.from({ length: toWord - fromWord + 1 }, (_, index) => fromWord + index)),
      );
      const nouns = [...emphasisedNouns(hearing, parts.table, taken)].sort((a, b) => b.emphasis - a.emphasis || a.fromWord - b.fromWord);
      if (nouns.length === 0) return [];
      const wanted = await wantedNouns(hearing, nouns.slice(0, MOST_WEIGHED), parts, embedder);
      const limit = Math.ceil(SHOWN_SHARE * hearing.transcript.words.length);
      const best = wanted
        .filter(noun => noun.wanted >= LEAST_WANTED)
        .sort((a, b) => b.wanted * b.emphasis - a.wanted * a.emphasis || a.fromWord - b.fromWord)
        .slice(0, limit);
      return grouped(best);
    },
  };
};
