/** Words of a number as they are said, lower case. */
export type Spoken = readonly string[];

const SMALL = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen'],
  ...['fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES = ['', 'thousand', 'million', 'billion', 'trillion'];

/** Digits of the largest number that has a name of its own here; longer ones are read digit by digit. */
export const LONGEST_CARDINAL = 3 * SCALES.length;

const belowHundred = (value: number): Spoken => {
  if (value < 20) return [SMALL[value]!];
  const ones = value % 10;
  return ones === 0 ? [TENS[value / 10]!] : [TENS[Math.floor(value / 10)]!, SMALL[ones]!];
};

/** @param link what stands after "hundred": nothing in American English, `and` in British */
const belowThousand = (value: number, link: Spoken): Spoken => {
  const rest = value % 100;
  if (value < 100) return belowHundred(value);
  return [SMALL[Math.floor(value / 100)]!, 'hundred', ...(rest === 0 ? [] : [...link, ...belowHundred(rest)])];
};

/** @param value a whole number below 10^15 @example cardinal(1205) → one thousand two hundred five */
export const cardinal = (value: number, link: Spoken = []): Spoken => {
  if (value === 0) return ['zero'];
  const words: string[] = [];
  for (let scale = SCALES.length - 1; scale >= 0; scale--) {
    const group = Math.floor(value / 1000 ** scale) % 1000;
    if (group === 0) continue;
    if (scale === 0 && group < 100 && words.length > 0) words.push(...link);
    words.push(...belowThousand(group, link), ...(scale === 0 ? [] : [SCALES[scale]!]));
  }
  return words;
};

/** @param digits a string of digits @param zero how 0 is said: `zero` or `oh` */
export const digitByDigit = (digits: string, zero: string): Spoken =>
  Array.from(digits, digit => (digit === '0' ? zero : SMALL[Number(digit)]!));

/**
 * Two digits at a time, as years, flights and house numbers are read.
 * @param digits three or four @returns null where nobody reads it so (`100`, `2000`, `0123`)
 * @example inPairs('1905') → nineteen oh five; inPairs('1900') → nineteen hundred
 */
export const inPairs = (digits: string): Spoken | null => {
  const head = Number(digits.slice(0, -2));
  const tail = Number(digits.slice(-2));
  if (head === 0 || digits.startsWith('0') || (tail === 0 && (digits.length === 3 || head % 10 === 0))) return null;
  const end = tail === 0 ? ['hundred'] : tail < 10 ? ['oh', SMALL[tail]!] : belowHundred(tail);
  return [...belowHundred(head), ...end];
};

const ORDINALS = new Map<string, string>([
  ['one', 'first'],
  ['two', 'second'],
  ['three', 'third'],
  ['five', 'fifth'],
  ['eight', 'eighth'],
  ['nine', 'ninth'],
  ['twelve', 'twelfth'],
]);

const changeLast = (words: Spoken, change: (last: string) => string): Spoken => [...words.slice(0, -1), ...words.slice(-1).map(change)];

/** @example ordinal(['twenty', 'one']) → twenty first */
export const ordinal = (words: Spoken): Spoken =>
  changeLast(words, last => ORDINALS.get(last) ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`));

/** @example plural(['nineteen', 'ninety']) → nineteen nineties */
export const plural = (words: Spoken): Spoken =>
  changeLast(words, last => (last.endsWith('y') ? `${last.slice(0, -1)}ies` : last.endsWith('x') ? `${last}es` : `${last}s`));
