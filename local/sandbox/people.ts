import { drawFrom, drawInt, type NonEmpty } from './draw.ts';

const FIRST_NAMES: NonEmpty<string> = [
  'Ana', 'Anders', 'Beatriz', 'Bruno', 'Chidi', 'Clara', 'Dário', 'Elif', 'Emil', 'Fatou', 'Femi', 'Greta', 'Hana', 'Hugo', 'Ines', 'Ivo',
  'Jana', 'Jonas', 'Katya', 'Kofi', 'Lea', 'Luca', 'Mads', 'Mira', 'Nadia', 'Noor', 'Olaf', 'Pilar', 'Rafael', 'Renée', 'Sanna', 'Sven',
  'Tariq', 'Tove', 'Uma', 'Vera', 'Wim', 'Yara', 'Yusuf', 'Zoë',
]; // prettier-ignore
const LAST_NAMES: NonEmpty<string> = [
  'Abara', 'Almqvist', 'Bergström', 'Brandão', 'Castelo', 'Czerny', 'Dalgaard', 'Doležal', 'Eklund', 'Farkas', 'Fontaine', 'Grabowska',
  'Haddad', 'Hollund', 'Ibarra', 'Jansons', 'Kallio', 'Keller', 'Lindqvist', 'Lobo', 'Mbeki-Roth', 'Moreau', 'Nakagawa', 'Novák', 'O’Dwyer',
  'Okonjo', 'Petrescu', 'Quispe', 'Rasmussen', 'Rinaldi', 'Sato', 'Szabó', 'Tamm', 'Uusitalo', 'Vance', 'Varga', 'Wieczorek', 'Yilmaz',
  'Zamora', 'Zeller',
]; // prettier-ignore

/** Somebody who does not exist: what the sandbox says about authors and licences of pictures is made up, and must not be said of real people. */
export interface InventedPerson {
  readonly first: string;
  readonly last: string;
  readonly name: string;
  /** Lower-case letters and digits. */
  readonly username: string;
}

/** @returns always the same person for a seed */
export const inventPerson = (seed: string): InventedPerson => {
  const first = drawFrom(`${seed}/first`, FIRST_NAMES);
  const last = drawFrom(`${seed}/last`, LAST_NAMES);
  const plain = `${first}${last}`.normalize('NFD').replace(/[^A-Za-z]/g, '');
  return { first, last, name: `${first} ${last}`, username: `${plain.toLowerCase()}${drawInt(seed, 90) + 10}` };
};
