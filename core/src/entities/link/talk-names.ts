import { isOnlyTitles, nameWords, normaliseName } from '../name-forms.ts';
import type { Talk, TalkMention } from './talk.ts';

/** What the names of a talk say about each other by their letters alone. */
export interface TalkNames {
  /** Mentions with the same normalised surface. */
  frequency(surface: string): number;
  /** Type of each mention with the same normalised surface. */
  types(surface: string): readonly TalkMention['type'][];
  /** Whether another name of the talk begins or ends with these words. */
  hasLongerForm(surface: string): boolean;
  /** The capitalised words that follow at once, as in "Paris, Texas", normalised; null where none do. */
  next(mention: TalkMention): string | null;
  /** Where a label that is not the surface itself stands in the talk, relative to the mention. */
  labelPlace(label: string, mention: TalkMention): 'before' | 'after' | null;
}

const FOLLOWING = /^,? (\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*)*)/u;
/** Longer names than this do not follow a comma, UTF-16 units. */
const FOLLOWING_LENGTH = 60;

/** The talk in the form names are compared in, and where each of its words began. */
interface PlainTalk {
  readonly joined: string;
  /** Offset of each word in `joined`, and in the talk. */
  readonly at: readonly number[];
  readonly starts: readonly number[];
}

const plainTalk = (text: string): PlainTalk => {
  const at: number[] = [];
  const starts: number[] = [];
  let joined = ' ';
  for (const match of text.matchAll(/[^\s\-–/]+/gu)) {
    const word = normaliseName(match[0]);
    if (word === '') continue;
    at.push(joined.length);
    starts.push(match.index);
    joined += `${word} `;
  }
  return { joined, at, starts };
};

/** @returns the talk offset of the first whole-word occurrence, or null */
const firstPlace = ({ joined, at, starts }: PlainTalk, words: readonly string[]): number | null => {
  const found = words.length === 0 ? -1 : joined.indexOf(` ${words.join(' ')} `);
  if (found < 0) return null;
  let low = 0;
  let high = at.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at[middle]! < found + 1) low = middle + 1;
    else high = middle;
  }
  return starts[low]!;
};

const withLongerForms = (surfaces: readonly string[]): ReadonlySet<string> => {
  const words = surfaces.map(surface => nameWords(surface));
  const edges = new Set<string>();
  for (const name of words) {
    for (let length = 1; length < name.length; length += 1) {
      edges.add(name.slice(0, length).join(' '));
      edges.add(name.slice(-length).join(' '));
    }
  }
  return new Set(surfaces.filter((surface, index) => !isOnlyTitles(surface) && edges.has(words[index]!.join(' '))));
};

/** Reads the names of a talk once. */
export const talkNames = (talk: Talk): TalkNames => {
  const plain = plainTalk(talk.text);
  const types = Map.groupBy(talk.mentions, ({ surface }) => normaliseName(surface));
  const typesOf = (surface: string): readonly TalkMention['type'][] => types.get(normaliseName(surface))?.map(({ type }) => type) ?? [];
  const longer = withLongerForms([...types.keys()]);
  const places = new Map<string, number | null>();
  return {
    frequency: surface => typesOf(surface).length,
    types: typesOf,
    hasLongerForm: surface => longer.has(normaliseName(surface)),
    next(mention) {
      const following = FOLLOWING.exec(talk.text.slice(mention.end, mention.end + FOLLOWING_LENGTH))?.[1];
      return following === undefined ? null : normaliseName(following);
    },
    labelPlace(label, mention) {
      const words = nameWords(label);
      const key = words.join(' ');
      if (words.length < 2 || key === nameWords(mention.surface).join(' ')) return null;
      if (!places.has(key)) places.set(key, firstPlace(plain, words));
      const place = places.get(key) ?? null;
      return place === null ? null : place < mention.start ? 'before' : 'after';
    },
  };
};
