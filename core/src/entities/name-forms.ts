/** Titles, ranks and forms of address that stand before a name and are no part of it; compared in lower case, without points. */
export const TITLES: ReadonlySet<string> = new Set(
  (
    'president senator representative congressman congresswoman governor mayor minister chancellor premier secretary ambassador judge justice ' +
    'chairman chairwoman chair speaker mr mrs ms miss mx madam sir lady lord dame dr doctor prof professor rev reverend father sister brother ' +
    'pastor pope saint st king queen prince princess emperor empress tsar duke duchess earl count countess baron sheikh sultan imam rabbi ' +
    'general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral commander officer detective agent coach chef uncle aunt ' +
    'hon honorable honourable rep sen gov vice deputy former prime first'
  ).split(' '),
);

const plainMarks = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/[’‘`´]/gu, "'")
    .toLowerCase();

/** @returns the name case folded, without diacritics, `'s`, `@ #` and the marks around it */
export const foldName = (name: string): string =>
  plainMarks(name)
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/[^\p{L}\p{N}.)]+$/u, '')
    .replace(/'s$/u, '')
    .replace(/(?<=\p{L}\p{L})[.)]+$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** The form in which names are compared: folded, and without a leading "the". Empty where nothing of a name is left. */
export const normaliseName = (name: string): string => foldName(name).replace(/^the (?=.)/u, '');

/** Letters and digits only: "O.J. Simpson" and "O. J. Simpson" are one. */
export const squashName = (name: string): string => plainMarks(name).replace(/[^\p{L}\p{N}]/gu, '');

/** @returns the words of a name in the form they are compared in */
export const nameWords = (name: string): readonly string[] =>
  normaliseName(name)
    .split(/[\s\-–/]+/u)
    .filter(word => word !== '');

/** @returns the normalised name without the titles before it, or null where it has none or is nothing else */
export const withoutTitle = (normalised: string): string | null => {
  const words = normalised.split(' ');
  let first = 0;
  while (first < words.length && TITLES.has(words[first]?.replace(/\.$/u, '') ?? '')) first += 1;
  return first === 0 || first === words.length ? null : words.slice(first).join(' ');
};

/** @returns whether a normalised name is nothing but titles: "queen" is no short form of "Queen Elizabeth II" */
export const isOnlyTitles = (normalised: string): boolean => normalised.split(' ').every(word => TITLES.has(word.replace(/\.$/u, '')));

/** Words that say what kind of thing a name is and that one source adds and another leaves out. */
const KIND_WORDS =
  /(?:^(?:city|county|state|river|town) of )|(?: (?:city|county|state|river|company|inc|inc\.|corporation|corp|ltd|army|band)$)/u;

/** @returns the word of a normalised name that says what kind of thing it is, "river" of "mississippi river", or null */
export const kindWord = (normalised: string): string | null => KIND_WORDS.exec(normalised)?.[0].replace(/ of $/u, '').trim() ?? null;

/** @returns other spellings of a normalised name under which the same thing may be known */
export const nameVariants = (normalised: string): readonly string[] => {
  const variants = [normalised.split(',')[0] ?? '', normalised.replace(KIND_WORDS, ''), normalised.replace(/(?<=\p{L}{3})s$/u, '')];
  return [...new Set(variants.map(variant => variant.trim()))].filter(variant => variant !== '' && variant !== normalised);
};

/** A generation or degree after a family name. */
const SUFFIX = /^(?:jr|sr|ii|iii|iv|phd|md|esq)\.?$/u;

/** @returns first and last name of a person by their label; null where the label is one word */
export const givenAndFamily = (label: string): { readonly first: string; readonly last: string } | null => {
  const words = nameWords(label.replace(/\s*\([^)]*\)$/u, '').split(',')[0] ?? '').filter(word => !SUFFIX.test(word));
  const [first] = words;
  const last = words.at(-1);
  return words.length < 2 || first === undefined || last === undefined ? null : { first, last };
};
