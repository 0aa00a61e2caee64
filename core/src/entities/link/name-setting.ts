import { FUNCTION_WORDS } from '../concepts/concept-features.ts';
import { nameWords, TITLES } from '../name-forms.ts';
import type { Talk, TalkMention } from './talk.ts';

/** How a name stands in its text: what says that it is a part of something longer, or no name at all. */
export interface NameSetting {
  /** Another capitalised word or a hyphen stands directly before it, no title. */
  readonly joinedBefore: boolean;
  readonly joinedAfter: boolean;
  /** The talk says all its words in lower case as well. */
  readonly lowerInTalk: boolean;
}

/** Longest word looked at beside a name, UTF-16 units. */
const REACH = 40;
const BEFORE = /(?:^|[\s"“(])(\p{Lu}[\p{L}\p{N}.'’&-]*) $|[-–—/]$/u;
const AFTER = /^(?: \p{Lu}[\p{L}\p{N}]|[-–—/]\p{L})/u;
/** An initial is part of a name; a word that ends a sentence is not. */
const ENDS_SENTENCE = /\p{L}{3,}\.$/u;

const joins = (word: string): boolean => {
  const lower = word.toLowerCase().replace(/\.$/u, '');
  return !TITLES.has(lower) && !FUNCTION_WORDS.has(lower) && !ENDS_SENTENCE.test(word);
};

/** Reads a talk once. */
export const nameSettings = ({ text }: Pick<Talk, 'text'>): ((mention: TalkMention) => NameSetting) => {
  const lower = new Set(text.match(/(?<![\p{L}'’])\p{Ll}{2,}(?![\p{L}])/gu) ?? []);
  return ({ surface, start, end }) => {
    const before = BEFORE.exec(text.slice(Math.max(0, start - REACH), start));
    const words = nameWords(surface);
    return {
      joinedBefore: before !== null && (before[1] === undefined || joins(before[1])),
      joinedAfter: AFTER.test(text.slice(end, end + REACH)),
      lowerInTalk: surface !== surface.toLowerCase() && words.length > 0 && words.every(word => lower.has(word)),
    };
  };
};
