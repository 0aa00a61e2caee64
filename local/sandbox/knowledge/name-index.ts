import { fold } from '../fold.ts';
import type { Item } from './item.ts';

/** A label or alias of an item. */
export interface Name {
  /** Folded, as it is compared. */
  readonly key: string;
  readonly item: Item;
  readonly text: string;
  readonly kind: 'label' | 'alias';
}

/** Names looked at for one prefix; the most popular of so many are found surely, and no request takes long. */
const LONGEST_SCAN = 20_000;

const namesOf = (item: Item): Name[] => [
  { key: fold(item.label), item, text: item.label, kind: 'label' },
  ...item.aliases.map((alias): Name => ({ key: fold(alias), item, text: alias, kind: 'alias' })),
];

const byKey = (a: Name, b: Name): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.item.index - b.item.index);

/** All labels and aliases, sorted by their folded form. */
export class NameIndex {
  readonly #names: readonly Name[];

  /** @param items to be added to those of `before` */
  constructor(items: readonly Item[], before?: NameIndex) {
    const added = items.flatMap(namesOf).sort(byKey);
    this.#names = before === undefined ? added : [...before.#names, ...added].sort(byKey);
  }

  #firstFrom(key: string): number {
    let low = 0;
    let high = this.#names.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#names[middle]?.key ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #collect(key: string, fits: (candidate: string) => boolean): Name[] {
    const found: Name[] = [];
    for (let at = this.#firstFrom(key); found.length < LONGEST_SCAN; at++) {
      const name = this.#names[at];
      if (name === undefined || !fits(name.key)) break;
      found.push(name);
    }
    return found;
  }

  /** @returns names that equal the text apart from case and diacritics */
  exact(text: string): readonly Name[] {
    const key = fold(text);
    return this.#collect(key, candidate => candidate === key);
  }

  /** @returns names that begin with the text, apart from case and diacritics */
  startingWith(text: string): readonly Name[] {
    const key = fold(text);
    return this.#collect(key, candidate => candidate.startsWith(key));
  }

  /** @returns those who bear one name, name by name */
  *groups(): Generator<readonly Name[]> {
    for (let from = 0; from < this.#names.length;) {
      const key = this.#names[from]?.key;
      let to = from + 1;
      while (to < this.#names.length && this.#names[to]?.key === key) to += 1;
      yield this.#names.slice(from, to);
      from = to;
    }
  }
}
