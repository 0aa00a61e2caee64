import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Phones } from './dictionary.ts';

/**
 * How letters sound in their surroundings, learnt from the dictionary. `rules` maps `LEFT.LETTERRIGHT` to phones;
 * `order` lists how many letters to look at on either side, the longest surroundings first.
 */
const LetterRules = z.object({
  order: z.array(z.tuple([z.int().min(0).max(3), z.int().min(0).max(3)])),
  rules: z.record(z.string(), z.string()),
});

/** Spells an unknown word. @param word letters a–z only @returns its phones; empty where no rule knows a letter */
export type LetterToSound = (word: string) => Phones;

/** @param file gzip of the rules as JSON @param phoneIds of the acoustic model */
export const readLetterRules = (file: Buffer, phoneIds: ReadonlyMap<string, number>): LetterToSound => {
  const { order, rules } = LetterRules.parse(JSON.parse(gunzipSync(file).toString('utf8')));
  const known = new Map(Object.entries(rules));
  return word => {
    const framed = `##${word}###`;
    const phones: number[] = [];
    for (let at = 2; at < word.length + 2; at++) {
      for (const [left, right] of order) {
        const sounds = known.get(`${framed.slice(at - left, at)}.${framed.slice(at, at + 1 + right)}`);
        if (sounds === undefined) continue;
        for (const name of sounds.split(' ')) {
          const phone = phoneIds.get(name);
          if (phone !== undefined && phone !== phones.at(-1)) phones.push(phone);
        }
        break;
      }
    }
    return phones;
  };
};
