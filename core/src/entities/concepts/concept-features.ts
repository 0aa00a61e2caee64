import { dot } from '../link/vector.ts';
import type { WordPieces } from '../word-pieces.ts';
import type { Lemma } from './lemma-table.ts';

/** What is measured of a word to tell whether viewers want to see it. */
export const CONCEPT_FEATURES = [
  'noun', 'concrete', 'nounConcrete', 'rarity', 'cosSentence', 'cosContext', 'photo', 'name', 'capital', 'length', 'pieces', 'function',
  'plural', 'sentenceWords', 'place',
] as const; // prettier-ignore
export type ConceptVector = Readonly<Record<(typeof CONCEPT_FEATURES)[number], number>>;

/** Words that hold a sentence together and name nothing. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the and or but nor so yet if then than that this these those there here who whom whose which what when where why how i me my mine ' +
    'myself you your yours yourself he him his himself she her hers herself it its itself we us our ours ourselves they them their theirs ' +
    'themselves be am is are was were been being have has had having do does did doing done will would shall should can could may might must ' +
    'ought need not no yes of in on at by for with about against between into through during before after above below to from up down out off ' +
    'over under again further once all any both each few more most other some such only own same too very just also even ever never always ' +
    'now well really quite rather much many one two as because until while though although however whether upon within without across along ' +
    'among around behind beside beyond toward towards get got go goes going gone went come comes came make makes made let lets like thing things ' +
    'lot lots kind sort way ways bit okay ok yeah um uh gonna wanna'
  ).split(' '),
);

export interface ConceptWord {
  /** Without the marks around it. */
  readonly text: string;
  readonly lemma: Lemma | null;
  readonly inName: boolean;
  readonly firstOfSentence: boolean;
  /** Where in its sentence it stands, 0–1. */
  readonly place: number;
  readonly sentenceWords: number;
}

export interface ConceptVectors {
  readonly word: Float32Array;
  readonly sentence: Float32Array;
  /** The sentence with the one before it. */
  readonly context: Float32Array;
  /** Of `PICTURED` and `UNPICTURED`. */
  readonly pictured: Float32Array;
  readonly unpictured: Float32Array;
}

export const PICTURED = 'a photo of an object';
export const UNPICTURED = 'an abstract idea';

/** Where the words begin in the vocabulary, which lists them by frequency. */
const FIRST_WORD_PIECE = 1_990;
const VOCABULARY_SIZE = 30_522;

/** Logarithm of a word's frequency rank, as the vocabulary of the sentence model has it. */
const rarity = (ids: readonly number[]): number =>
  ids.length === 1
    ? Math.log(Math.max(1, (ids[0] ?? VOCABULARY_SIZE) - FIRST_WORD_PIECE))
    : Math.log(VOCABULARY_SIZE) + (ids.length - 1) / 2;

const flag = (value: boolean): number => (value ? 1 : 0);

/** @returns the features of one word in its sentence */
export const conceptVector = (word: ConceptWord, vectors: ConceptVectors, vocabulary: WordPieces): ConceptVector => {
  const lower = word.text.toLowerCase();
  const ids = vocabulary.ids(lower);
  const noun = word.lemma?.noun ?? 0;
  const concrete = word.lemma?.concrete ?? 0;
  return {
    noun,
    concrete,
    nounConcrete: noun * concrete,
    rarity: rarity(ids),
    cosSentence: dot(vectors.word, vectors.sentence),
    cosContext: dot(vectors.word, vectors.context),
    photo: dot(vectors.word, vectors.pictured) - dot(vectors.word, vectors.unpictured),
    name: flag(word.inName),
    capital: flag(!word.firstOfSentence && /^\p{Lu}/u.test(word.text)),
    length: lower.length,
    pieces: ids.length,
    function: flag(FUNCTION_WORDS.has(lower)),
    plural: flag(word.lemma !== null && word.lemma.lemma !== lower),
    sentenceWords: Math.log1p(word.sentenceWords),
    place: word.place,
  };
};
