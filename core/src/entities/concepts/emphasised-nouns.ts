import type { Hearing } from '../../speech/emphasis-point.ts';
import { FUNCTION_WORDS } from './concept-features.ts';
import type { Lemma, LemmaTable } from './lemma-table.ts';

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

/** A concrete noun, of one word or two, that the speaker stressed. */
export interface EmphasisedNoun {
  readonly fromWord: number;
  readonly toWord: number;
  readonly surface: string;
  readonly lemma: Lemma;
  /** Highest fused score of its words, 0–1. */
  readonly emphasis: number;
}

const bare = (text: string): string => text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replace(/['’]s$/iu, '');

const concreteNoun = (table: LemmaTable, surface: string): Lemma | null => {
  if (FUNCTION_WORDS.has(surface.toLowerCase())) return null;
  const lemma = table.find(surface);
  return lemma !== null && !SHOWS_ANYTHING.has(lemma.lemma) && lemma.noun >= LEAST_NOUN && lemma.concrete >= LEAST_CONCRETE ? lemma : null;
};

/** @param taken indices of words that belong to names @returns the stressed nouns in spoken order, "ice cream" as one */
export const emphasisedNouns = (hearing: Hearing, table: LemmaTable, taken: ReadonlySet<number>): readonly EmphasisedNoun[] => {
  const { words } = hearing.transcript;
  const nouns: EmphasisedNoun[] = [];
  for (let index = 0; index < words.length; index += 1) {
    if (taken.has(index)) continue;
    const text = bare(words[index]!.text);
    const next = taken.has(index + 1) || !words[index]!.text.endsWith(text) ? undefined : words[index + 1];
    const both = next === undefined ? '' : `${text} ${bare(next.text)}`;
    const pair = both === '' ? null : concreteNoun(table, both);
    const lemma = pair ?? concreteNoun(table, text);
    const toWord = pair === null ? index : index + 1;
    const points = hearing.emphasis.slice(index, toWord + 1);
    if (lemma !== null && points.some(point => point.emphasised)) {
      const emphasis = points.reduce((highest, { score }) => Math.max(highest, score), 0);
      nouns.push({ fromWord: index, toWord, surface: pair === null ? text : both, lemma, emphasis });
    }
    index = toWord;
  }
  return nouns;
};
