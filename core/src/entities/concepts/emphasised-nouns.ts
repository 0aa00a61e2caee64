import type { Word } from '../../speech/transcript.ts';
import type { Hearing } from '../../speech/emphasis-point.ts';
import { hasUsefulCase } from '../recognise/letter-case.ts';
import { FUNCTION_WORDS } from './concept-features.ts';
import { isDeed } from './deeds.ts';
import type { Lemma, LemmaTable } from './lemma-table.ts';
import { isRole } from './roles.ts';

/**
 * Less concrete things than this have no picture that is true to them: an act, a state, an idea. People (0.7) are left out
 * too: a stock picture of some president, mother or director shows a person the speaker did not mean.
 */
const LEAST_CONCRETE = 0.75;
/** Concrete by the dictionary, but a picture of them could show anything. */
const SHOWS_ANYTHING: ReadonlySet<string> = new Set(
  'place space area region part side end point top bottom front back center centre middle spot location zone section piece item object unit set line level object stuff'.split(
    ' ',
  ),
);
/** A word that is mostly something else is not taken for a noun. */
const LEAST_NOUN = 0.5;
/** The first word of a compound has to be a noun more surely: "running water" is water. */
const LEAST_MODIFIER = 0.8;

/** A concrete noun that the speaker stressed, with the noun before it where both are one thing: "space telescope". */
export interface EmphasisedNoun {
  readonly fromWord: number;
  readonly toWord: number;
  readonly surface: string;
  readonly lemma: Lemma;
  /** What the thing is called, in dictionary form. */
  readonly name: string;
  /** Highest fused score of its words, 0–1. */
  readonly emphasis: number;
}

const bare = (text: string): string => text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replace(/['’]s$/iu, '');

const lemmaOf = (table: LemmaTable, surface: string): Lemma | null =>
  FUNCTION_WORDS.has(surface.toLowerCase()) ? null : table.find(surface);

const concreteNoun = (table: LemmaTable, surface: string): Lemma | null => {
  const lemma = lemmaOf(table, surface);
  return lemma !== null && !SHOWS_ANYTHING.has(lemma.lemma) && lemma.noun >= LEAST_NOUN && lemma.concrete >= LEAST_CONCRETE ? lemma : null;
};

interface Said {
  readonly words: readonly Word[];
  readonly texts: readonly string[];
  readonly table: LemmaTable;
  /** Whether the word may be part of a concept at all. */
  readonly isFree: (index: number) => boolean;
}

/** Whether two words stand together with nothing between them. */
const areTogether = ({ words, texts }: Said, index: number): boolean =>
  words[index + 1]?.sentence === words[index]?.sentence &&
  (words[index]?.text.endsWith(texts[index] ?? '') ?? false) &&
  (words[index + 1]?.text.startsWith(texts[index + 1] ?? '') ?? false);

/** The noun that makes the next one a thing of its own, in the singular as compounds have it. */
const isModifier = (said: Said, index: number): boolean => {
  const text = said.texts[index] ?? '';
  if (index < 0 || !said.isFree(index) || !areTogether(said, index)) return false;
  const lemma = lemmaOf(said.table, text);
  return lemma !== null && lemma.lemma === text && lemma.noun >= LEAST_MODIFIER;
};

type Found = Pick<EmphasisedNoun, 'fromWord' | 'toWord' | 'lemma' | 'name'>;

const nounAt = (said: Said, index: number): Found | null => {
  const { texts, table } = said;
  const both =
    said.isFree(index + 1) && areTogether(said, index) ? concreteNoun(table, `${texts[index] ?? ''} ${texts[index + 1] ?? ''}`) : null;
  if (both !== null) return { fromWord: index, toWord: index + 1, lemma: both, name: both.lemma };
  const lemma = concreteNoun(table, texts[index] ?? '');
  if (lemma === null || (isModifier(said, index) && said.isFree(index + 1) && concreteNoun(table, texts[index + 1] ?? '') !== null))
    return null;
  return isModifier(said, index - 1)
    ? { fromWord: index - 1, toWord: index, lemma, name: `${texts[index - 1] ?? ''} ${lemma.lemma}` }
    : { fromWord: index, toWord: index, lemma, name: lemma.lemma };
};

/** A common noun with a capital inside a sentence is part of some name, also where nobody recognised the name. */
const looksLikeName = (words: readonly Word[], texts: readonly string[], index: number): boolean =>
  index > 0 && words[index]?.sentence === words[index - 1]?.sentence && /^\p{Lu}/u.test(texts[index] ?? '');

/** @param taken indices of words that belong to names @returns the stressed nouns in spoken order */
export const emphasisedNouns = (hearing: Hearing, table: LemmaTable, taken: ReadonlySet<number>): readonly EmphasisedNoun[] => {
  const { words } = hearing.transcript;
  const texts = words.map(({ text }) => bare(text));
  const named = new Set([...taken].map(index => (texts[index] ?? '').toLowerCase()));
  const hasCase = hasUsefulCase(texts);
  const isFree = (index: number): boolean =>
    index >= 0 &&
    index < words.length &&
    !taken.has(index) &&
    !named.has((texts[index] ?? '').toLowerCase()) &&
    !(hasCase && looksLikeName(words, texts, index)) &&
    !isRole(texts, index) &&
    !(words[index]?.sentence === words[index - 1]?.sentence && isDeed(texts, index));
  const said: Said = { words, texts, table, isFree };
  const nouns: EmphasisedNoun[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const found = isFree(index) ? nounAt(said, index) : null;
    if (found === null) continue;
    const points = hearing.emphasis.slice(found.fromWord, found.toWord + 1);
    if (points.some(point => point.emphasised)) {
      const emphasis = points.reduce((highest, { score }) => Math.max(highest, score), 0);
      nouns.push({ ...found, surface: texts.slice(found.fromWord, found.toWord + 1).join(' '), emphasis });
    }
    index = found.toWord;
  }
  return nouns;
};
