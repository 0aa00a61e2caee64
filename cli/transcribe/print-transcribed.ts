import { plainText } from '@cutaway/core/platform/plain-text';
import type { Transcribed, TranscribedWord } from './transcribe.ts';

const LONGEST_WORD = 24;

const time = (seconds: number): string => seconds.toFixed(3).padStart(9);

const lineOf = ({ text, start, end, confidence, timeSource, timeErrorMs }: TranscribedWord, width: number): string =>
  [
    time(start),
    time(end),
    plainText(text).slice(0, width).padEnd(width),
    `${Math.round(100 * confidence)} %`.padStart(5),
    `${timeSource}, ± ${timeErrorMs} ms`,
  ].join('  ');

const modelLine = ({ language, recogniser }: Transcribed): string => {
  if (recogniser.state !== 'ready') return `language ${language}`;
  const { model, device, dtype, verified } = recogniser;
  return `language ${language}; ${model} on ${device}, ${dtype}${verified ? '' : ', without checksums'}`;
};

/** @returns a table for people: each word, when it is said, how sure that is and where its times come from */
export const printTranscribed = (transcribed: Transcribed): string => {
  const { words, notes } = transcribed;
  const width = Math.min(LONGEST_WORD, Math.max(4, ...words.map(({ text }) => text.length)));
  const head = ['    start', '      end', 'word'.padEnd(width), ' sure', 'times'].join('  ');
  return [...(words.length > 0 ? [head] : []), ...words.map(word => lineOf(word, width)), ...notes, modelLine(transcribed)].join('\n');
};
