import { plainText } from '@cutaway/core/platform/plain-text';
import type { Placed, PlacedWord } from './place.ts';

const LONGEST_WORD = 24;

const time = (seconds: number | null): string => (seconds === null ? '' : seconds.toFixed(3)).padStart(9);

const remark = ({ timeSource, flagged, timeErrorMs }: PlacedWord): string => {
  if (timeSource === null) return '';
  if (timeSource !== 'aligned') return `not found in the sound; times ${timeSource}`;
  return flagged ? 'does not sound like what is written' : `± ${timeErrorMs ?? 0} ms`;
};

/** @returns a table for people: when each word is said, how sure that is, and its phones */
export const printPlaced = ({ words, notes }: Placed): string => {
  const width = Math.min(LONGEST_WORD, Math.max(4, ...words.map(({ text }) => text.length)));
  const head = [time(null).slice(5).concat('start'), '      end', 'word'.padEnd(width), ' sure', 'remark'].join('  ');
  const lines = words.map(word =>
    [
      time(word.start),
      time(word.end),
      plainText(word.text).slice(0, width).padEnd(width),
      (word.confidence === null ? '' : `${Math.round(100 * word.confidence)} %`).padStart(5),
      [remark(word), word.phones.map(({ phone }) => phone).join(' ')].filter(part => part !== '').join('  '),
    ]
      .join('  ')
      .trimEnd(),
  );
  return [head, ...lines, ...notes].join('\n');
};
