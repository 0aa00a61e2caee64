import type { Word } from '../../core/src/speech/transcript.ts';
import type { CueWords } from '../../core/src/speech/align/windows.ts';
import type { TimedWord } from './clips.ts';
import type { Random } from './random.ts';

/** @returns the words as a transcript has them */
export const asTranscript = (words: readonly TimedWord[]): Word[] =>
  words.map(({ text, startMs, endMs }, i) => ({
    id: `w${i}`,
    text,
    startMs: Math.max(0, Math.round(startMs)),
    endMs: Math.max(0, Math.round(endMs)),
    timeSource: 'asr',
    timeErrorMs: 100,
    sentence: 0,
  }));

const STEP_MS = 20;

/**
 * Times with the faults of Whisper's: a word starts where the one before it ended, so that pauses are swallowed; ends are late
 * by 60 ms with a deviation of 80; all are multiples of 20 ms.
 */
export const likeRecogniser = (words: readonly TimedWord[], random: Random): TimedWord[] => {
  let startMs = 0;
  return words.map(word => {
    const end = STEP_MS * Math.round((word.endMs + 60 + 80 * random.normal()) / STEP_MS);
    const timed = { text: word.text, startMs, endMs: Math.max(end, startMs + STEP_MS) };
    startMs = timed.endMs;
    return timed;
  });
};

/** @returns captions of `size` words, `shiftMs` late */
export const asCues = (words: readonly TimedWord[], size: number, shiftMs = 0): CueWords[] =>
  Array.from({ length: Math.ceil(words.length / size) }, (_, i) => {
    const inside = words.slice(i * size, (i + 1) * size);
    return {
      fromWord: i * size,
      toWord: i * size + inside.length - 1,
      startMs: Math.max(0, (inside.at(0)?.startMs ?? 0) + shiftMs),
      endMs: (inside.at(-1)?.endMs ?? 0) + shiftMs,
    };
  });
