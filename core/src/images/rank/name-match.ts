/** @returns text for comparing: no case, no accents, one kind of apostrophe and dash */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[‘’`´]/g, "'")
    .replace(/[‐‑‒–—_]/g, '-');

/** @returns the words of a text, folded, in order */
const wordsOf = (text: string): readonly string[] => fold(text).match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu) ?? [];

/** English plurals and possessives count as their singular; coarse on purpose, as both sides go through it. */
export const stem = (word: string): string =>
  word
    .replace(/'s$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?<=o|ss|sh|ch|x)es$/, '')
    .replace(/(?<=\w\w[^s])s$/, '');

/** Words that say nothing about what a picture shows. */
const EMPTY = new Set(
  'a an and are as at be by for from had has have he her his i in is it its of on or our she that the their them they this to was we were what when which who will with you your'.split(
    ' ',
  ),
);

export const contentStems = (text: string): ReadonlySet<string> =>
  new Set(
    wordsOf(text)
      .filter(word => word.length > 2 && !EMPTY.has(word))
      .map(stem),
  );

/** @returns share of `wanted` that `given` holds, 0–1; 0 where nothing is wanted */
export const shareOf = (wanted: ReadonlySet<string>, given: ReadonlySet<string>): number =>
  wanted.size === 0 ? 0 : [...wanted].filter(word => given.has(word)).length / wanted.size;

const NAME_WORD = /^\p{Lu}/u;
/** Between the parts of a longer name: "Juan López de Uralde" is not Juan López. */
const PARTICLES = new Set([
  'de',
  'da',
  'del',
  'della',
  'di',
  'do',
  'dos',
  'du',
  'la',
  'le',
  'van',
  'von',
  'der',
  'den',
  'bin',
  'ibn',
  'y',
  'e',
]);

const isPartOfName = (word: string | undefined): boolean => word !== undefined && (NAME_WORD.test(word) || PARTICLES.has(word));

/** Every word with what parts it from the next, so that a comma ends a name. */
const spell = (text: string): readonly { readonly word: string; readonly folded: string; readonly ends: boolean }[] =>
  [...text.replace(/_/g, ' ').matchAll(/([\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*)([^\p{L}\p{N}]*)/gu)].map(([, word = '', gap = '']) => ({
    word,
    folded: fold(word),
    ends: !/^[ .-]?$/.test(gap) && gap !== '. ',
  }));

export type Naming =
  /** The name stands there as a whole. */
  | 'whole'
  /** It stands there as part of a longer name: of a street, a school, another person. */
  | 'part-of-longer'
  | 'absent';

/** How a text names something: other people and things carry names that hold this one. */
export const namingOf = (text: string, name: string): Naming => {
  const wanted = wordsOf(name);
  const spelled = spell(text);
  if (wanted.length === 0) return 'absent';
  let best: Naming = 'absent';
  for (let at = 0; at + wanted.length <= spelled.length; at += 1) {
    if (!wanted.every((word, index) => spelled[at + index]?.folded === word)) continue;
    const before = spelled[at - 1];
    const last = spelled[at + wanted.length - 1];
    const longer =
      (before?.ends === false && isPartOfName(before.word)) || (last?.ends === false && isPartOfName(spelled[at + wanted.length]?.word));
    if (!longer) return 'whole';
    best = 'part-of-longer';
  }
  return best;
};
