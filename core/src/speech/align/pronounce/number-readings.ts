import { cardinal, digitByDigit, inPairs, LONGEST_CARDINAL, ordinal, plural, type Spoken } from './number-words.ts';

/** Ways to read one thing, the likeliest first; no two alike. */
export type Readings = readonly Spoken[];

const distinct = (readings: readonly (Spoken | null)[]): Readings => {
  const seen = new Map<string, Spoken>();
  for (const reading of readings) if (reading !== null && !seen.has(reading.join(' '))) seen.set(reading.join(' '), reading);
  return [...seen.values()];
};

const withA = (words: Spoken): Spoken | null => (words[0] === 'one' && words.length > 1 ? ['a', ...words.slice(1)] : null);

const cardinalReadings = (digits: string): Readings => {
  if (digits.length > LONGEST_CARDINAL) return [digitByDigit(digits, 'zero')];
  const value = Number(digits);
  return distinct([cardinal(value), cardinal(value, ['and']), withA(cardinal(value))]);
};

/** Readings as one number, not as a row of digits. */
const namedReadings = (text: string): Readings => {
  const digits = text.replaceAll(',', '');
  const named = cardinalReadings(digits);
  if (text.includes(',') || digits.length < 3 || digits.length > 4) return named;
  return distinct(digits.length === 4 ? [inPairs(digits), ...named] : [named[0]!, inPairs(digits), ...named]);
};

/** @param text digits, with commas between thousands or without @example 1962: nineteen sixty two; one thousand nine hundred sixty two; one nine six two; … */
export const integerReadings = (text: string): Readings => {
  const digits = text.replaceAll(',', '');
  const one = [digitByDigit(digits, 'zero'), digitByDigit(digits, 'oh')];
  const nameless = digits.length > LONGEST_CARDINAL || (digits.startsWith('0') && digits.length > 1);
  return distinct(nameless ? one : [...namedReadings(text), ...one]);
};

/** @example ordinalReadings('21') → twenty first */
export const ordinalReadings = (digits: string): Readings => distinct(cardinalReadings(digits.replaceAll(',', '')).map(ordinal));

/** @example pluralReadings('1990') → nineteen nineties; … */
export const pluralReadings = (digits: string): Readings => distinct(namedReadings(digits).map(plural));

/** @param whole digits before the point, perhaps none @example 3.14: three point one four; three point fourteen; three fourteen */
export const decimalReadings = (whole: string, fraction: string): Readings => {
  const wholes: readonly Spoken[] = whole === '' ? [[]] : Number(whole) === 0 ? [['zero'], [], ['oh']] : integerReadings(whole).slice(0, 2);
  const ends = [
    digitByDigit(fraction, 'oh'),
    digitByDigit(fraction, 'zero'),
    ...(/^[1-9]\d$/.test(fraction) ? [cardinal(Number(fraction))] : []),
  ];
  const first = wholes[0]!;
  return distinct([
    ...ends.map(end => [...first, 'point', ...end]),
    ...wholes.slice(1).map(head => [...head, 'point', ...ends[0]!]),
    [...first, ...ends.at(-1)!],
  ]);
};

/** @param minutes two digits @example 10:05: ten oh five; 10:00: ten, ten o'clock, ten hundred */
export const clockReadings = (hours: string, minutes: string): Readings => {
  const [hour, minute] = [cardinal(Number(hours)), Number(minutes)];
  if (minute === 0) return distinct([hour, [...hour, "o'clock"], [...hour, 'hundred']]);
  return distinct([[...hour, ...(minute < 10 ? ['oh'] : []), ...cardinal(minute)]]);
};

const NAMED_FRACTIONS = new Map([
  [
    '1/2',
    [
      ['one', 'half'],
      ['a', 'half'],
    ],
  ],
  [
    '1/4',
    [
      ['one', 'quarter'],
      ['a', 'quarter'],
      ['one', 'fourth'],
    ],
  ],
  [
    '3/4',
    [
      ['three', 'quarters'],
      ['three', 'fourths'],
    ],
  ],
]);

/** @example 2/3: two thirds; two over three; two three (a date or a score) */
export const fractionReadings = (above: string, below: string): Readings => {
  const [top, bottom] = [integerReadings(above)[0]!, integerReadings(below)[0]!];
  const parts = Number(above) === 1 ? ordinal(bottom) : plural(ordinal(bottom));
  return distinct([
    ...(NAMED_FRACTIONS.get(`${above}/${below}`) ?? [[...top, ...parts]]),
    [...top, ...bottom],
    [...top, 'over', ...bottom],
  ]);
};

interface Currency {
  readonly one: string;
  readonly many: string;
  readonly cents: string;
}

const CURRENCIES = new Map<string, Currency>([
  ['$', { one: 'dollar', many: 'dollars', cents: 'cents' }],
  ['£', { one: 'pound', many: 'pounds', cents: 'pence' }],
  ['€', { one: 'euro', many: 'euros', cents: 'cents' }],
  ['¥', { one: 'yen', many: 'yen', cents: 'sen' }],
]);

const SCALES = new Map([
  ['k', 'thousand'],
  ['m', 'million'],
  ['mn', 'million'],
  ['b', 'billion'],
  ['bn', 'billion'],
  ['t', 'trillion'],
  ['tn', 'trillion'],
]);

/**
 * @param amount digits with an optional fraction @param scale `k`, `m`, `bn`, … or nothing
 * @example $5.50: five dollars fifty; five dollars and fifty cents; five fifty; five point five oh. The last reading leaves the unit to the next word (`$5 million`).
 */
export const moneyReadings = (symbol: string, amount: string, scale: string): Readings => {
  const { one, many, cents } = CURRENCIES.get(symbol) ?? { one: 'dollar', many: 'dollars', cents: 'cents' };
  const [whole = '', fraction] = amount.split('.');
  const bare = fraction === undefined ? integerReadings(whole).slice(0, 2) : decimalReadings(whole, fraction).slice(0, 1);
  const scaled = SCALES.get(scale.toLowerCase());
  if (scaled !== undefined)
    return distinct(
      bare.flatMap(number => [
        [...number, scaled, many],
        [...number, scaled],
        [...number, scale, many],
      ]),
    );
  const unit = Number(amount) === 1 ? one : many;
  if (fraction?.length !== 2) return distinct([...bare.map(number => [...number, unit]), ...bare]);
  const [head, small] = [integerReadings(whole)[0] ?? [], cardinal(Number(fraction))];
  const wholeUnit = Number(whole) === 1 ? one : many;
  return distinct([
    [...head, wholeUnit, ...small],
    [...head, wholeUnit, 'and', ...small, cents],
    [...head, wholeUnit, ...small, cents],
    [...head, ...small],
    ...bare,
  ]);
};
