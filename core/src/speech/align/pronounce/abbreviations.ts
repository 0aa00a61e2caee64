import type { Readings } from './number-readings.ts';
import { cardinal, ordinal } from './number-words.ts';

/** What the dictionary lacks or knows under one meaning only; keys lower case, without a final dot. */
const SHORT = new Map<string, Readings>(
  Object.entries({
    am: 'a.m.',
    pm: 'p.m.',
    mr: 'mister',
    mrs: 'missus',
    ms: 'miss',
    dr: 'doctor|drive',
    st: 'saint|street',
    vs: 'versus',
    etc: 'et cetera',
    'e.g': 'for example',
    'i.e': 'that is',
    prof: 'professor',
    jr: 'junior',
    sr: 'senior',
    inc: 'incorporated',
    ltd: 'limited',
    corp: 'corporation',
    dept: 'department',
    approx: 'approximately',
    mt: 'mount',
    ft: 'feet|foot|fort',
    lb: 'pounds|pound',
    lbs: 'pounds',
    oz: 'ounces|ounce',
    kg: 'kilograms|kilos',
    km: 'kilometers|kilometer',
    cm: 'centimeters',
    mph: 'miles per hour',
    kb: 'kilobytes',
    mb: 'megabytes',
    gb: 'gigabytes',
    tb: 'terabytes',
    hz: 'hertz',
    khz: 'kilohertz',
    mhz: 'megahertz',
    ghz: 'gigahertz',
  }).map(([short, long]) => [short, long.split('|').map(reading => reading.split(' '))]),
);

/** Numbers of kings, wars and chapters; single letters stay letters. */
const ROMAN = [
  '',
  '',
  'II',
  'III',
  'IV',
  '',
  'VI',
  'VII',
  'VIII',
  'IX',
  '',
  'XI',
  'XII',
  'XIII',
  'XIV',
  'XV',
  'XVI',
  'XVII',
  'XVIII',
  'XIX',
  'XX',
];

/** @param word without a final dot @returns what it stands for; empty for an ordinary word */
export const abbreviationReadings = (word: string): Readings => {
  const roman = ROMAN.indexOf(word);
  if (roman > 0 && word !== '') return [cardinal(roman), ['the', ...ordinal(cardinal(roman))]];
  return SHORT.get(word.toLowerCase()) ?? [];
};
