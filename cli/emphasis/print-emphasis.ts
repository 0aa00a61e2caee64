import { plainText } from '@cutaway/core/platform/plain-text';
import type { Measured, MeasuredWord } from './measure.ts';

/** Eighths of a block, so that a short bar still shows differences. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const BAR = 10;
const LONGEST_WORD = 24;

/** @param share 0–1 @returns a bar of ten blocks at most, padded */
const bar = (share: number): string => {
  const eighths = Math.round(8 * BAR * share);
  return `${'█'.repeat(Math.floor(eighths / 8))}${EIGHTHS[eighths % 8] ?? ''}`.padEnd(BAR);
};

const seconds = (time: number | null): string => (time === null ? '' : time.toFixed(2)).padStart(8);

const lineOf = ({ text, start, score, prominence, emphasised, confidence, why }: MeasuredWord, width: number): string =>
  [
    seconds(start),
    emphasised ? '●' : ' ',
    plainText(text).slice(0, width).padEnd(width),
    bar(score),
    score.toFixed(2),
    prominence.toFixed(2).padStart(5),
    `${Math.round(100 * confidence)} %`.padStart(5),
    why,
  ].join('  ');

const LEGEND = [
  '● emphasised · score 0–1, about .5 where a word begins to count as emphasised · prom: prominence, in standard deviations',
  'sure: confidence · why: highest pitch and loudness against the neighbours’, length against what the syllables let expect',
];

/** @returns a table for people: a line and a small bar for each word, and why; a dot marks emphasis */
export const printEmphasis = ({ words, notes }: Measured): string => {
  const width = Math.min(LONGEST_WORD, Math.max(4, ...words.map(({ text }) => text.length)));
  const head = ['start'.padStart(8), ' ', 'word'.padEnd(width), 'score'.padEnd(BAR), '    ', ' prom', ' sure', 'why'].join('  ');
  return [head, ...words.map(word => lineOf(word, width)), ...LEGEND, ...notes].join('\n');
};
