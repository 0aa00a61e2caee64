import type { Clock } from './clock.ts';

/** Crockford's base 32: no I, L, O, U, so that an id read aloud or copied by hand stays itself. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 10 characters of time (48 bits, until the year 10889) and 16 of chance (80 bits), as ULID has them. */
const TIME_LENGTH = 10;
const CHANCE_LENGTH = 16;

/** What an id names; the prefix makes a wrong id visible and keeps two kinds from ever meeting. */
export type IdPrefix = 'wsp' | 'prj' | 'upl' | 'job' | 'ses' | 'key';

/** Makes a new id, `<prefix>_<ULID>`. Ids of one kind sort by the time they were made: lists rely on it to be newest first. */
export type NewId = (prefix: IdPrefix) => string;

/** @param randomBytes as many unpredictable bytes as asked for, each 0–255 */
export const createNewId =
  (clock: Clock, randomBytes: (count: number) => Uint8Array): NewId =>
  prefix => {
    let time = '';
    for (let rest = clock(), digits = 0; digits < TIME_LENGTH; digits += 1, rest = Math.floor(rest / 32)) {
      time = ALPHABET.charAt(rest % 32) + time;
    }
    const chance = Array.from(randomBytes(CHANCE_LENGTH), byte => ALPHABET.charAt(byte % 32)).join('');
    return `${prefix}_${time}${chance}`;
  };
