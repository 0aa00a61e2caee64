import { normaliseName } from '../name-forms.ts';
import type { Talk, TalkMention } from './talk.ts';
import { wordsOf } from './talk-words.ts';

/** How many sentences before and after count as a name's neighbourhood. */
export const WINDOW_SENTENCES = 2;

/** Summed weights of an item's words that occur around a name, those of the name itself left out. */
export interface Overlap {
  /** In its neighbourhood. */
  readonly near: number;
  /** Elsewhere in the talk, but not near. */
  readonly far: number;
  /** In other names of the talk. */
  readonly names: number;
}

export type MeasureOverlap = (mention: TalkMention, itemWords: ReadonlySet<string>) => Overlap;

/**
 * Reads the words of a talk once.
 * @param weight of a word by how much it says
 */
export const overlapWith = (talk: Talk, weight: (word: string) => number): MeasureOverlap => {
  const sentences = talk.sentences.map(wordsOf);
  const everywhere = new Set(sentences.flatMap(words => [...words]));
  const inNames = new Set(
    [...new Set(talk.mentions.map(mention => mention.surface))].flatMap(surface => [...wordsOf(normaliseName(surface))]),
  );
  const nearby = new Map<number, ReadonlySet<string>>();
  const near = (sentence: number): ReadonlySet<string> => {
    const known = nearby.get(sentence);
    if (known !== undefined) return known;
    const window = sentences.slice(Math.max(0, sentence - WINDOW_SENTENCES), sentence + WINDOW_SENTENCES + 1);
    const words = new Set(window.flatMap(set => [...set]));
    nearby.set(sentence, words);
    return words;
  };
  return (mention, itemWords) => {
    const own = wordsOf(normaliseName(mention.surface));
    const close = near(mention.sentence);
    const overlap = { near: 0, far: 0, names: 0 };
    for (const word of itemWords) {
      if (own.has(word)) continue;
      if (close.has(word)) overlap.near += weight(word);
      else if (everywhere.has(word)) overlap.far += weight(word);
      if (inNames.has(word)) overlap.names += weight(word);
    }
    return overlap;
  };
};
