import { fold, wordsOf } from '../fold.ts';
import type { Item } from './item.ts';

/** Words that say nothing about what is meant. */
const STOP_WORDS = new Set(['a', 'an', 'and', 'at', 'by', 'for', 'from', 'in', 'is', 'it', 'of', 'on', 'or', 'the', 'to', 'was', 'with']);

/**
 * Share of a query's weight an item must have: about one telling word of three. Articles have pages of text and these items
 * one sentence, so asking for every word, as the real search does, would find too little.
 */
const LEAST_SHARE = 0.3;

/** Items that are ranked by name and popularity after the words have chosen them. */
const RANKED = 500;

export interface TextHit {
  readonly item: Item;
  readonly score: number;
}

/** Full-text search over label, aliases, description, classes and occupations. */
export class TextIndex {
  readonly #items: readonly Item[];
  readonly #postings = new Map<string, number[]>();

  constructor(items: readonly Item[]) {
    this.#items = items;
    const classWords = new Map<string, readonly string[]>();
    for (const item of items) {
      this.#add(wordsOf(item.label), item.index);
      for (const alias of item.aliases) this.#add(wordsOf(alias), item.index);
      this.#add(wordsOf(item.description), item.index);
      for (const label of [...item.instanceOfLabels, ...item.occupations]) {
        const words = classWords.get(label) ?? wordsOf(label);
        classWords.set(label, words);
        this.#add(words, item.index);
      }
    }
  }

  #add(words: readonly string[], index: number): void {
    for (const word of words) {
      const posting = this.#postings.get(word);
      if (posting === undefined) this.#postings.set(word, [index]);
      else if (posting.at(-1) !== index) posting.push(index);
    }
  }

  #weigh(words: readonly string[]): Map<number, number> {
    const weights = new Map<number, number>();
    for (const word of words) {
      const posting = this.#postings.get(word) ?? [];
      const weight = Math.log(1 + this.#items.length / (1 + posting.length));
      for (const index of posting) weights.set(index, (weights.get(index) ?? 0) + weight);
    }
    return weights;
  }

  /** @returns the weight of all words together, those that occur nowhere counted like the rarest */
  #whole(words: readonly string[]): number {
    return words.reduce((sum, word) => sum + Math.log(1 + this.#items.length / (1 + (this.#postings.get(word)?.length ?? 0))), 0);
  }

  /** @returns items by how much of the text they share, then name, then popularity; at most 500 */
  search(text: string): readonly TextHit[] {
    const all = [...new Set(wordsOf(text))];
    const telling = all.filter(word => !STOP_WORDS.has(word));
    const words = telling.length === 0 ? all : telling;
    if (words.length === 0) return [];
    const whole = this.#whole(words);
    const asked = fold(text);
    const rough: { item: Item; share: number }[] = [];
    for (const [index, weight] of this.#weigh(words)) {
      const item = this.#items[index];
      if (item !== undefined && weight >= LEAST_SHARE * whole) rough.push({ item, share: weight / whole });
    }
    rough.sort((a, b) => b.share - a.share || b.item.popularity - a.item.popularity || a.item.index - b.item.index);
    return rough
      .slice(0, RANKED)
      .map(({ item, share }) => ({ item, score: share * 10 + this.#nameScore(item, asked, words) + Math.log(1 + item.popularity) / 2 }))
      .sort((a, b) => b.score - a.score || a.item.index - b.item.index);
  }

  #nameScore(item: Item, asked: string, words: readonly string[]): number {
    const label = fold(item.label);
    if (label === asked) return 5;
    if (item.aliases.some(alias => fold(alias) === asked)) return 3;
    const inLabel = new Set(wordsOf(item.label));
    return (2 * words.filter(word => inLabel.has(word)).length) / words.length;
  }
}
