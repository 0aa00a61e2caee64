import { POSITION, type PhoneSet, type Position } from '../model/phone-set.ts';
import type { Pronunciation } from '../pronounce/pronounce.ts';

/** A phone of a word in one shape: phones sound different beside different neighbours. */
export interface Copy {
  readonly phone: number;
  readonly sequence: number;
  /** Phones that may come before and after it; silence among them where a pause may. Any of one goes with any of the other. */
  readonly lefts: ReadonlySet<number>;
  readonly rights: ReadonlySet<number>;
}

/** One phone of a token, in all its shapes. */
export interface PhoneCopies {
  readonly copies: readonly Copy[];
  /** True for the first phone of a further word inside the token. */
  readonly pauseBefore: boolean;
}

const positionOf = (begins: boolean, ends: boolean): Position => {
  if (begins) return ends ? POSITION.single : POSITION.begin;
  return ends ? POSITION.end : POSITION.internal;
};

/** Neighbours that make no difference share a copy. */
const group = (
  lefts: readonly number[],
  rights: readonly number[],
  sequenceOf: (left: number, right: number) => number,
  phone: number,
): Copy[] => {
  const copies = new Map<string, { sequence: number; lefts: Set<number>; rights: Set<number> }>();
  for (const left of lefts) {
    const bySequence = new Map<number, Set<number>>();
    for (const right of rights) {
      const sequence = sequenceOf(left, right);
      bySequence.set(sequence, (bySequence.get(sequence) ?? new Set()).add(right));
    }
    for (const [sequence, alike] of bySequence) {
      const key = `${sequence}:${[...alike].join()}`;
      const copy = copies.get(key) ?? { sequence, lefts: new Set(), rights: alike };
      copy.lefts.add(left);
      copies.set(key, copy);
    }
  }
  return [...copies.values()].map(copy => ({ phone, ...copy }));
};

/**
 * @param lasts phones the word before may end with @param firsts phones the word after may begin with; silence is added to both
 * @returns the phones of a token in order
 */
export const copiesOf = (
  pronunciation: Pronunciation,
  lasts: readonly number[],
  firsts: readonly number[],
  phones: PhoneSet,
): readonly PhoneCopies[] => {
  const line = pronunciation.flatMap(word => word.map((phone, i) => ({ phone, begins: i === 0, ends: i === word.length - 1 })));
  const outer = (others: readonly number[]): readonly number[] => [...new Set([phones.silence, ...others])];
  return line.map(({ phone, begins, ends }, i) => {
    const lefts = i === 0 ? outer(lasts) : [line[i - 1]!.phone];
    const rights = i === line.length - 1 ? outer(firsts) : [line[i + 1]!.phone];
    const position = positionOf(begins, ends);
    return {
      copies: group(lefts, rights, (left, right) => phones.sequenceOf(position, phone, left, right), phone),
      pauseBefore: begins && i > 0,
    };
  });
};

export const firstPhone = (pronunciation: Pronunciation): number => pronunciation.at(0)?.at(0) ?? 0;
export const lastPhone = (pronunciation: Pronunciation): number => pronunciation.at(-1)?.at(-1) ?? 0;
