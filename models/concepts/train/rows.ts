import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import {
  CONCEPT_FEATURES,
  conceptVector,
  type ConceptVector,
  PICTURED,
  UNPICTURED,
} from '../../../core/src/entities/concepts/concept-features.ts';
import { loadLemmaTable } from '../../../core/src/entities/concepts/lemma-table.ts';
import { onnxSentenceEmbedder } from '../../../core/src/entities/onnx-sentence-embedder.ts';
import { onnxNameRecogniser } from '../../../core/src/entities/recognise/onnx-name-recogniser.ts';
import { rememberingEmbedder } from '../../../core/src/entities/remembering-embedder.ts';
import type { SentenceEmbedder } from '../../../core/src/entities/sentence-embedder.ts';
import { loadWordPieces, type WordPieces } from '../../../core/src/entities/word-pieces.ts';

/** A spoken sentence, and of each word how many of four people wanted to see it. */
const Captioned = z.object({
  id: z.string(),
  text: z.string(),
  prev: z.string().default(''),
  context: z.string(),
  words: z.array(z.object({ start: z.int(), end: z.int(), workers: z.int() })),
});
type Captioned = z.infer<typeof Captioned>;

export interface ConceptRow {
  readonly sentence: string;
  /** What the talk is about: the unit that is held out. */
  readonly context: string;
  readonly isWanted: boolean;
  readonly isContentWord: boolean;
  readonly vector: ConceptVector;
}

/** A word is wanted when so many of four people asked for it. */
const LEAST_WORKERS = 2;
const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;
const MODELS = join(import.meta.dirname, '../..');
const REMEMBERED = 20_000;

interface Parts {
  readonly table: Awaited<ReturnType<typeof loadLemmaTable>>;
  readonly vocabulary: WordPieces;
  readonly embedder: SentenceEmbedder;
  readonly inNames: (text: string) => Promise<(start: number) => boolean>;
}

const rowsOf = async ({ id, text, prev, context, words }: Captioned, { table, vocabulary, embedder, inNames }: Parts): Promise<ConceptRow[]> => {
  const isInName = await inNames(text);
  const found = [...text.matchAll(WORD)];
  const texts = found.map(match => match[0]);
  const [sentence, before, pictured, unpictured, ...vectors] = await embedder.embed([
    text,
    `${prev} ${text}`.trim(),
    PICTURED,
    UNPICTURED,
    ...texts.map(word => word.toLowerCase()),
  ]);
  if (sentence === undefined || before === undefined || pictured === undefined || unpictured === undefined) return [];
  return found.flatMap((match, index) => {
    const word = vectors[index];
    if (word === undefined) return [];
    const vector = conceptVector(
      {
        text: match[0],
        lemma: table.find(match[0]),
        inName: isInName(match.index),
        firstOfSentence: index === 0,
        place: found.length < 2 ? 0 : index / (found.length - 1),
        sentenceWords: found.length,
      },
      { word, sentence, context: before, pictured, unpictured },
      vocabulary,
    );
    const workers = words.find(({ start, end }) => start <= match.index && match.index < end)?.workers ?? 0;
    return [{ sentence: id, context, isWanted: workers >= LEAST_WORKERS, isContentWord: vector.function === 0, vector }];
  });
};

/** @returns every word of the captioned sentences with the features the product measures */
export const conceptRows = async (fixtures: string): Promise<readonly ConceptRow[]> => {
  const lines = readFileSync(join(fixtures, 'data/entities/visual/visual-captions.jsonl'), 'utf8').trim().split('\n');
  const recogniser = onnxNameRecogniser({ modelFolder: join(MODELS, 'names-minilm'), threads: 1 });
  const parts: Parts = {
    table: await loadLemmaTable(join(MODELS, 'concepts')),
    vocabulary: await loadWordPieces(join(MODELS, 'all-MiniLM-L6-v2')),
    embedder: rememberingEmbedder(onnxSentenceEmbedder({ modelFolder: join(MODELS, 'all-MiniLM-L6-v2'), threads: 1 }), REMEMBERED),
    async inNames(text) {
      const words = [...text.matchAll(/\S+/gu)];
      const names = await recogniser.recognise(words.map(match => ({ text: match[0], sentence: 0 })));
      const spans = names.map(({ fromWord, toWord }) => [words[fromWord]?.index ?? 0, (words[toWord]?.index ?? 0) + (words[toWord]?.[0].length ?? 0)]);
      return start => spans.some(([from = 0, to = 0]) => from <= start && start < to);
    },
  };
  const rows: ConceptRow[] = [];
  for (const line of lines) rows.push(...(await rowsOf(Captioned.parse(JSON.parse(line)), parts)));
  return rows;
};

export const valuesOf = ({ vector }: ConceptRow): readonly number[] => CONCEPT_FEATURES.map(name => vector[name]);
