import { gunzipSync } from 'node:zlib';

/** Phone ids of one spoken word. */
export type Phones = readonly number[];

/** A pronouncing dictionary. Keys are lower case; letters of the alphabet are spelled under `a.`, `b.`, … */
export interface Dictionary {
  /** @returns every pronunciation, the commonest first; empty for an unknown word */
  pronunciations(word: string): readonly Phones[];
}

/**
 * @param file gzip of lines `word PH PH …`; a line `word(2) …` follows as a further pronunciation
 * @param phoneIds of the acoustic model
 *
 * Lines stay text until they are asked for: a talk uses a thousand of 126,000 words.
 */
export const readDictionary = (file: Buffer, phoneIds: ReadonlyMap<string, number>): Dictionary => {
  const text = gunzipSync(file).toString('latin1');
  const lines = new Map<string, string>();
  for (let at = 0; at < text.length;) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const space = text.indexOf(' ', at);
    const entry = text.slice(at, space);
    const phones = text.slice(space + 1, end);
    if (entry.endsWith(')')) {
      const word = entry.slice(0, entry.indexOf('('));
      lines.set(word, `${lines.get(word) ?? ''}\n${phones}`);
    } else lines.set(entry, phones);
    at = end + 1;
  }
  const phonesOf = (names: string): Phones => names.split(' ').flatMap(name => phoneIds.get(name) ?? []);
  return {
    pronunciations: word => {
      const found = lines.get(word);
      return found === undefined ? [] : found.split('\n').map(phonesOf);
    },
  };
};
