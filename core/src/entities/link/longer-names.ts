import { done, type Outcome } from '../../platform/outcome.ts';
import { FUNCTION_WORDS } from '../concepts/concept-features.ts';
import { foldName, normaliseName } from '../name-forms.ts';
import { type SearchDeps, searchNames } from './search-names.ts';
import type { Talk, TalkMention } from './talk.ts';

/** A place in the text of a talk, UTF-16. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

interface SaidWord extends TextSpan {
  /** In the form names are compared in; empty for a mark. */
  readonly folded: string;
  /** Whether something parts it from the word before: a comma, the end of a sentence. */
  readonly isApart: boolean;
  readonly isCapital: boolean;
}

const saidWords = (text: string): readonly SaidWord[] => {
  let isApart = true;
  return [...text.matchAll(/\S+/gu)].map(({ 0: said, index }) => {
    const lead = /^[^\p{L}\p{N}]*/u.exec(said)?.[0].length ?? 0;
    const bare = said.slice(lead).replace(/[^\p{L}\p{N}]+$/u, '');
    const start = index + lead;
    const isCapital = /^\p{Lu}/u.test(bare);
    const word = { folded: foldName(bare), start, end: start + bare.length, isApart: isApart || lead > 0, isCapital };
    isApart = /[^\p{L}\p{N}'’]$/u.test(said);
    return word;
  });
};

/**
 * Whether the talk writes the added words as parts of a name. Without capitals, a word that every sentence has may follow any
 * name ("paris is burning"), so that none of those may be among them.
 */
const areNames = (added: readonly SaidWord[], isCased: boolean): boolean =>
  isCased
    ? added.every(({ isCapital, folded }) => isCapital || FUNCTION_WORDS.has(folded)) && added.some(({ isCapital }) => isCapital)
    : !added.some(({ folded }) => FUNCTION_WORDS.has(folded));

/** Index of the first word that ends behind `offset`. */
const wordBehind = (words: readonly SaidWord[], offset: number): number => {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]!.end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** A mention as the words of the talk it is made of. */
interface Place {
  readonly from: number;
  readonly own: readonly string[];
  readonly isCased: boolean;
}

const placeOf = ({ surface, start, end }: TalkMention, words: readonly SaidWord[]): Place => {
  const from = wordBehind(words, start);
  let to = from;
  while (to < words.length && words[to]!.start < end) to += 1;
  return { from, own: words.slice(from, to).map(({ folded }) => folded), isCased: /\p{Lu}/u.test(surface) };
};

/** Every place where `part` begins in `whole`. */
const placesIn = (whole: readonly string[], part: readonly string[]): readonly number[] =>
  whole.flatMap((_, at) => (part.every((word, ahead) => whole[at + ahead] === word) ? [at] : []));

/** The span of one known name, where the text says all of it around the mention. */
const spanOf = (words: readonly SaidWord[], { from, own, isCased }: Place, name: string): TextSpan | null => {
  const whole = name.split(/\s+/u).map(foldName);
  if (own.length === 0 || whole.length <= own.length) return null;
  for (const at of placesIn(whole, own)) {
    const said = at > from ? [] : words.slice(from - at, from - at + whole.length);
    const isSaid =
      said.length === whole.length && said.every(({ folded, isApart }, index) => folded === whole[index] && (index === 0 || !isApart));
    if (isSaid && areNames([...said.slice(0, at), ...said.slice(at + own.length)], isCased))
      return { start: said[0]!.start, end: said.at(-1)!.end };
  }
  return null;
};

const cuts = (span: TextSpan, { start, end }: TextSpan): boolean =>
  span.start < end && start < span.end && !(span.start <= start && span.end >= end);

const longest = (spans: readonly (TextSpan | null)[]): TextSpan | null =>
  spans.reduce((best, span) => (span !== null && (best === null || span.end - span.start > best.end - best.start) ? span : best), null);

/**
 * Where the text says a longer known name around a recognised one, "Berlin Wall" around "Berlin". Nothing is asked that linking
 * would not ask anyway: a search for the short name brings the longer ones too.
 * @returns for each mention the longer span it is a part of, or null
 */
export const longerNames = async (talk: Talk, deps: SearchDeps): Promise<Outcome<readonly (TextSpan | null)[]>> => {
  const lookup = await searchNames(talk, deps);
  if (lookup.outcome !== 'done') return lookup;
  const words = saidWords(talk.text);
  const spans = talk.mentions.map(mention => {
    const hits = lookup.value.hits.get(normaliseName(mention.surface)) ?? [];
    const place = placeOf(mention, words);
    const span = longest(hits.flatMap(({ label, matched }) => [label, matched]).map(name => spanOf(words, place, name)));
    return span === null || talk.mentions.some(other => cuts(span, other)) ? null : span;
  });
  const longer = spans.flatMap(span => span ?? []);
  return done(
    spans.map((span, index) => {
      const { start, end } = talk.mentions[index]!;
      return span ?? longer.find(one => one.start <= start && one.end >= end) ?? null;
    }),
  );
};
