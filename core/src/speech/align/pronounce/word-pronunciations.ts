import type { Phones } from '../model/dictionary.ts';
import type { AlignerModel } from '../model/load-aligner.ts';

/** What pronouncing needs of the model. */
export type Lexicon = Pick<AlignerModel, 'dictionary' | 'letterToSound' | 'phones'>;

const AFTER_SIBILANT = new Set(['S', 'Z', 'SH', 'ZH', 'CH', 'JH']);
const AFTER_VOICELESS = new Set(['P', 'T', 'K', 'F', 'TH']);

const withS = (phones: Phones, { names, ids }: Lexicon['phones']): Phones => {
  const last = names[phones.at(-1) ?? 0] ?? '';
  const ending = AFTER_SIBILANT.has(last) ? ['AH', 'Z'] : [AFTER_VOICELESS.has(last) ? 'S' : 'Z'];
  return [...phones, ...ending.flatMap(name => ids.get(name) ?? [])];
};

/** Said letter by letter, perhaps: 2–5 capitals, dotted letters, or nothing that could be a syllable. */
const mayBeSpelled = (word: string): boolean => /^[A-Z]{2,5}$/.test(word) || /^(?:[a-z]\.)+[a-z]?$/i.test(word) || !/[aeiouy]/i.test(word);

const letterNames = (word: string, { dictionary }: Lexicon): readonly Phones[] => {
  const letters = word.toLowerCase().match(/[a-z]/g) ?? [];
  const names = letters.map(letter => dictionary.pronunciations(`${letter}.`)[0] ?? []);
  return names.length > 0 && names.every(phones => phones.length > 0) ? [names.flat()] : [];
};

/** Rules that make something of a word the dictionary lacks, in this order; the first that yields anything decides. */
const RULES: readonly ((word: string, lexicon: Lexicon) => readonly Phones[])[] = [
  (word, lexicon) => {
    const base = /^(.+)'s$/i.exec(word)?.[1] ?? /^([A-Z]{2,5})s$/.exec(word)?.[1];
    return base === undefined ? [] : wordPronunciations(base, lexicon).map(phones => withS(phones, lexicon.phones));
  },
  (word, { dictionary, phones }) => {
    const base = /^(.+[^s])s$/i.exec(word)?.[1]?.toLowerCase();
    return base === undefined ? [] : dictionary.pronunciations(base).map(found => withS(found, phones));
  },
  (word, { dictionary }) => (word.includes("'") ? dictionary.pronunciations(word.toLowerCase().replaceAll("'", '')) : []),
  (word, lexicon) => {
    const parts = word.split("'").filter(part => part !== '');
    if (parts.length < 2) return [];
    const sounds = parts.map(
      (part, i) =>
        (i === 0 ? undefined : lexicon.dictionary.pronunciations(`'${part.toLowerCase()}`)[0]) ??
        wordPronunciations(part, lexicon)[0] ??
        [],
    );
    return [sounds.flat()];
  },
  (word, { letterToSound }) => {
    const phones = letterToSound(word.toLowerCase().replaceAll(/[^a-z]/g, ''));
    return phones.length > 0 ? [phones] : [];
  },
];

/**
 * How one spoken word may sound, the likeliest first.
 * @param word letters, apostrophes and dots in their own case; a final dot or apostrophe may belong to it or not
 * @returns empty where nothing in it can be said
 */
export const wordPronunciations = (word: string, lexicon: Lexicon): readonly Phones[] => {
  const bare = word.replace(/^'|[.']$/g, '');
  const keys = new Set([word, word.replace(/\.$/, ''), bare].map(key => key.toLowerCase()));
  const known = [...keys].flatMap(key => lexicon.dictionary.pronunciations(key));
  const spelled = (known.length === 0 || bare === bare.toUpperCase()) && mayBeSpelled(bare) ? letterNames(bare, lexicon) : [];
  if (known.length > 0) return [...known, ...spelled];
  return [...spelled, ...(RULES.map(rule => rule(bare, lexicon)).find(found => found.length > 0) ?? [])];
};
