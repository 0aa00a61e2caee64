import { syllableCount } from './syllables.ts';
import { isContentClass, wordClass, type WordClass } from './word-classes.ts';

/** What the text prior needs of a word: its text with punctuation, and which sentence it is in. */
export interface TextWord {
  readonly text: string;
  readonly sentence: number;
}

interface Token {
  readonly lower: string;
  readonly of: WordClass;
  readonly content: boolean;
  /** Punctuation between this word and the next; `.` also stands for the end of a sentence. */
  readonly after: string;
  readonly capital: boolean;
}

const INNER = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su;
/** Any mark: a sentence without one comes from a source that writes none, which says nothing about its phrases. */
const MARK = /[.!?,;:\u2013\u2014]/u;
const UNKNOWN = '~';
const OUTSIDE: Token = { lower: '', of: 'open', content: false, after: '', capital: false };

const tokenOf = (word: TextWord, endsSentence: boolean): Token => {
  const [, , core = '', trailing = ''] = INNER.exec(word.text) ?? [];
  const lower = core.toLowerCase().replaceAll('\u2019', "'");
  const of = wordClass(lower);
  const mark = /[.!?,;:]/u.exec(trailing)?.[0] ?? (/[-\u2013\u2014]/u.test(trailing) ? '-' : '');
  return { lower, of, content: isContentClass(of), after: endsSentence && mark === '' ? '.' : mark, capital: core !== core.toLowerCase() };
};

/** Where each word stands in its sentence and phrase, counted in words. */
const positions = (tokens: readonly Token[]): { readonly fromMark: number; readonly toMark: number; readonly contentToMark: number }[] => {
  const toMark: number[] = [];
  const contentToMark: number[] = [];
  for (let i = tokens.length - 1; i >= 0; i--) {
    const ends = tokens[i]!.after !== '';
    toMark[i] = ends ? 0 : (toMark[i + 1] ?? -1) + 1;
    contentToMark[i] = ends ? 0 : (contentToMark[i + 1] ?? 0) + (tokens[i + 1]?.content === true ? 1 : 0);
  }
  let since = 0;
  return tokens.map((_, i) => {
    since = i === 0 || tokens[i - 1]!.after !== '' ? 0 : since + 1;
    return { fromMark: since, toMark: toMark[i]!, contentToMark: contentToMark[i]! };
  });
};

const NUMBERS = Array.from({ length: 13 }, (_, n) => String(n));
const upTo = (n: number, most: number): string => NUMBERS[Math.min(n, most)]!;
const yesNo = (holds: boolean): string => (holds ? 'y' : 'n');
/** Outside the sentence, function word, content word. */
const kindOf = ({ lower, content }: Token): number => {
  if (lower === '') return 0;
  return content ? 2 : 1;
};
const RHYTHMS = Array.from({ length: 3 ** 5 }, (_, code) => `k${code}`);

/** Takes one feature of the word at `index`: a template, and what fills its one or two places. */
export type FeatureSink = (index: number, template: string, first: string, second: string) => void;

const readSentence = (words: readonly TextWord[], offset: number, take: FeatureSink): void => {
  const tokens = words.map((word, i) => tokenOf(word, i === words.length - 1));
  const syllables = tokens.map(({ lower }) => syllableCount(lower));
  const where = positions(tokens);
  const bare = words.every(({ text }) => !MARK.test(text)) ? UNKNOWN : '';
  tokens.forEach((token, i) => {
    const index = offset + i;
    const { lower, of } = token;
    const at = (distance: number): Token => tokens[i + distance] ?? OUTSIDE;
    const [before2, before, next, next2] = [at(-2), at(-1), at(1), at(2)];
    const { fromMark, toMark, contentToMark } = where[i]!;
    const content = yesNo(token.content);
    const rhythm = [before2, before, token, next, next2].reduce((code, each) => 3 * code + kindOf(each), 0);
    take(index, 'word', lower, '');
    take(index, 'before', before.lower, '');
    take(index, 'next', next.lower, '');
    take(index, 'word-next', lower, next.lower);
    take(index, 'before-word', before.lower, lower);
    take(index, 'word-mark', lower, bare + token.after);
    take(index, 'word-class', lower, next.of);
    take(index, 'class-word', lower, before.of);
    take(index, 'ending', lower.slice(-3), '');
    take(index, 'beginning', lower.slice(0, 3), '');
    take(index, 'letters', upTo(lower.length, 12), '');
    take(index, 'syllables', upTo(syllables[i]!, 5), '');
    take(index, 'syllables-before', upTo(syllables[i - 1] ?? 1, 4), '');
    take(index, 'syllables-next', upTo(syllables[i + 1] ?? 1, 4), '');
    take(index, 'class', of, '');
    take(index, 'class-before', before.of, '');
    take(index, 'class-next', next.of, '');
    take(index, 'classes-before', before.of, of);
    take(index, 'classes-next', of, next.of);
    take(index, 'rhythm', RHYTHMS[rhythm]!, '');
    take(index, 'mark', bare + token.after, content);
    take(index, 'mark-before', i === 0 ? '^' : bare + before.after, content);
    take(index, 'mark-next', bare + next.after, content);
    take(index, 'from-mark', bare + upTo(fromMark, 6), content);
    take(index, 'to-mark', bare + upTo(toMark, 6), content);
    take(index, 'content-to-mark', bare + upTo(contentToMark, 4), content);
    take(index, 'from-start', upTo(i, 3), '');
    take(index, 'to-end', upTo(tokens.length - 1 - i, 3), '');
    take(index, 'sentence', upTo(Math.floor(tokens.length / 4), 6), '');
    if (token.capital && i > 0) take(index, 'capital', '', '');
  });
};

/**
 * Reads off what the text says about each word: the word and its neighbours, their classes, lengths and endings,
 * punctuation, and position. A feature is handed over in three parts, because joining them would cost more than the model.
 */
export const readTextFeatures = (words: readonly TextWord[], take: FeatureSink): void => {
  for (let start = 0; start < words.length;) {
    let end = start + 1;
    while (end < words.length && words[end]!.sentence === words[start]!.sentence) end++;
    readSentence(words.slice(start, end), start, take);
    start = end;
  }
};

/** @returns the features that are present, by name, in the words' order */
export const textFeatures = (words: readonly TextWord[]): string[][] => {
  const features: string[][] = words.map(() => []);
  readTextFeatures(words, (index, template, first, second) => features[index]!.push(`${template} ${first} ${second}`));
  return features;
};
