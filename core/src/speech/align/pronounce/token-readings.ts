import { abbreviationReadings } from './abbreviations.ts';
import {
  clockReadings,
  decimalReadings,
  fractionReadings,
  integerReadings,
  moneyReadings,
  ordinalReadings,
  pluralReadings,
  type Readings,
} from './number-readings.ts';
import { variations } from './variations.ts';

/** Letters that lose nothing but their shape; accents go by decomposition. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const plainLetters = (text: string): string =>
  text
    .replace(/[™®©]/gu, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u2018\u2019\u02BC\u0060\u00B4]/gu, "'")
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\u2044/gu, '/')
    .replace(/[^\u0000-\u007F]/gu, letter => LETTERS[letter] ?? letter);

const SYMBOLS: Readonly<Record<string, Readings>> = {
  '&': [['and']],
  '+': [['plus']],
  '=': [['equals']],
  '@': [['at']],
  '%': [['percent']],
  '°': [['degrees'], ['degree']],
  '#': [['number'], ['hashtag'], ['sharp']],
  $: [['dollars'], ['dollar']],
  '£': [['pounds'], ['pound']],
  '€': [['euros'], ['euro']],
  '×': [['times'], ['by']],
};

/** Words with inner dots are addresses, or sentences run together; single letters are an abbreviation and stay whole. */
const wordReadings = (text: string): Readings => {
  const word = text.replace(/\.$/, '');
  const meanings = abbreviationReadings(word);
  const numbered = text === 'No' || text.toLowerCase() === 'no.' ? [['number']] : [];
  const parts = word.split('.');
  const dotted = parts.length > 1 && parts.some(part => part.length > 1);
  const whole: Readings = dotted ? [parts.flatMap((part, i) => (i === 0 ? [part] : ['dot', part])), parts] : [[text]];
  return [...whole, ...meanings, ...numbered];
};

const group = (groups: Readonly<Record<string, string | undefined>>, name: string): string => groups[name] ?? '';

interface Pattern {
  readonly expression: RegExp;
  readonly read: (groups: Readonly<Record<string, string | undefined>>) => Readings;
}

const NUMBER = String.raw`\d{1,3}(?:,\d{3})+|\d+`;

/** Tried in this order at each place of a token; what none of them knows separates. */
const PATTERNS: readonly Pattern[] = [
  {
    expression: new RegExp(String.raw`(?<symbol>[$£€¥])\s?(?<amount>(?:${NUMBER})(?:\.\d+)?)(?:(?<scale>k|mn?|bn?|tn?)(?![a-z]))?`, 'iuy'),
    read: g => moneyReadings(group(g, 'symbol'), group(g, 'amount').replaceAll(',', ''), group(g, 'scale')),
  },
  {
    expression: new RegExp(String.raw`(?<amount>(?:${NUMBER})(?:\.\d+)?)(?<symbol>[$£€¥])`, 'uy'),
    read: g => moneyReadings(group(g, 'symbol'), group(g, 'amount').replaceAll(',', ''), ''),
  },
  { expression: /(?<hours>\d{1,2}):(?<minutes>[0-5]\d)(?!\d)/uy, read: g => clockReadings(group(g, 'hours'), group(g, 'minutes')) },
  { expression: /(?<=\d)(?<half>[ap])\.?m\b\.?/iuy, read: g => [[`${group(g, 'half').toLowerCase()}.m.`]] },
  {
    expression: new RegExp(String.raw`(?<digits>${NUMBER})(?:st|nd|rd|th)(?![a-z])`, 'iuy'),
    read: g => ordinalReadings(group(g, 'digits')),
  },
  { expression: /'?(?<digits>\d+)'?s(?![a-z])/iuy, read: g => pluralReadings(group(g, 'digits')) },
  { expression: /(?<above>\d{1,3})\/(?<below>\d{1,3})(?![\d/])/uy, read: g => fractionReadings(group(g, 'above'), group(g, 'below')) },
  {
    expression: new RegExp(String.raw`(?<whole>${NUMBER})?\.(?<fraction>\d+)`, 'uy'),
    read: g => decimalReadings(group(g, 'whole').replaceAll(',', ''), group(g, 'fraction')),
  },
  { expression: new RegExp(`(?<digits>${NUMBER})`, 'uy'), read: g => integerReadings(group(g, 'digits')) },
  { expression: /(?<word>'?[a-z]+(?:['.][a-z]+)*(?:\.|'(?![a-z]))?)/iuy, read: g => wordReadings(group(g, 'word')) },
  { expression: /(?<symbol>[&+=@%°#$£€×])/uy, read: g => SYMBOLS[group(g, 'symbol')] ?? [] },
];

/** Most readings of a token; each may yet be pronounced in several ways. */
export const MOST_READINGS = 8;

const MINUS: Readings = [['minus'], ['negative'], []];

/**
 * What a token may be when read aloud: sequences of words, the likeliest first.
 * @param token as a reader sees it, with its punctuation
 * @returns words in their own spelling (capitals tell an acronym); empty where nothing in it is spoken
 * @example tokenReadings('$5') → [['five', 'dollars'], …]
 */
export const tokenReadings = (token: string): Readings => {
  const text = plainLetters(token);
  const pieces: Readings[] = /^\W*-[.\d]/u.test(text) ? [MINUS] : [];
  for (let at = 0; at < text.length;) {
    let length = 0;
    for (const { expression, read } of PATTERNS) {
      expression.lastIndex = at;
      const match = expression.exec(text);
      if (match === null) continue;
      pieces.push(read(match.groups ?? {}));
      length = match[0].length;
      break;
    }
    at += Math.max(length, 1);
  }
  return variations(pieces, MOST_READINGS)
    .map(reading => reading.flat())
    .filter(reading => reading.length > 0);
};
