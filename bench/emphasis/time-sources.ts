import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { AlignedPhone, Alignment } from '../../core/src/speech/align/alignment.ts';
import type { Align, GivenRecording } from '../../core/src/speech/find-times.ts';
import type { TimeSource, Word } from '../../core/src/speech/transcript.ts';
import type { Random } from '../align/random.ts';
import type { ReferenceClip, ReferenceWord } from '../speech/reference-clips.ts';

/** Words as one source has them; milliseconds. */
export interface SourceWords {
  readonly texts?: readonly string[];
  readonly times: readonly { readonly startMs: number; readonly endMs: number }[];
  readonly timeSource: TimeSource;
  /** Words a caption; absent: no captions. */
  readonly cueSize?: number;
}

/** Moves every boundary by normal noise; one that two words share moves as one. */
export const jittered = (words: readonly ReferenceWord[], deviationMs: number, random: Random): SourceWords['times'] => {
  const moved: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of words) {
    const before = words[moved.length - 1];
    const shared = before !== undefined && startMs - before.endMs < 20 ? moved.at(-1)?.endMs : undefined;
    const start = Math.max(0, Math.round(shared ?? startMs + deviationMs * random.normal()));
    moved.push({ startMs: start, endMs: Math.max(start + 20, Math.round(endMs + deviationMs * random.normal())) });
  }
  return moved;
};

/** Fills captions of `size` words by letters. */
export const spreadInCues = (words: readonly ReferenceWord[], size: number): SourceWords['times'] =>
  words.map((_, i) => {
    const cue = words.slice(i - (i % size), i - (i % size) + size);
    const [startMs, endMs] = [cue[0]?.startMs ?? 0, cue.at(-1)?.endMs ?? 0];
    const letters = (of: readonly ReferenceWord[]): number => of.reduce((sum, { text }) => sum + text.length, 0);
    const at = (count: number): number => Math.round(startMs + ((endMs - startMs) * letters(cue.slice(0, count))) / letters(cue));
    return { startMs: at(i % size), endMs: at((i % size) + 1) };
  });

const Heard = z.object({ clips: z.record(z.string(), z.array(z.tuple([z.string(), z.number(), z.number()]))) });

/** @returns what whisper-tiny.en hears in a clip; made once and committed */
export const recognised = (clip: string): SourceWords => {
  const path = resolve(import.meta.dirname, '../../test/fixtures/speech/whisper-tiny.json');
  const words = Heard.parse(JSON.parse(readFileSync(path, 'utf8'))).clips[clip] ?? [];
  return {
    texts: words.map(([text]) => text),
    times: words.map(([, startMs, endMs]) => ({ startMs, endMs })),
    timeSource: 'asr',
  };
};

/** @returns the words of a clip with these times, as a job gets them */
export const givenOf = (clip: ReferenceClip, { texts, times, timeSource, cueSize }: SourceWords): GivenRecording['given'] => {
  const words = clip.words.map(({ text }, i): Word => {
    const { startMs = 0, endMs = 0 } = times[i] ?? {};
    return { id: `w${i}`, text: texts?.[i] ?? text, startMs, endMs, timeSource, timeErrorMs: 50, sentence: 0 };
  });
  const cues =
    cueSize === undefined
      ? []
      : words
          .filter((_, i) => i % cueSize === 0)
          .map((first, cue) => ({
            startMs: first.startMs,
            endMs: words.slice(cue * cueSize, (cue + 1) * cueSize).at(-1)?.endMs ?? first.endMs,
          }));
  return {
    transcript: { schemaVersion: 1, source: timeSource === 'asr' ? 'asr' : 'words', language: 'en', durationMs: 0, words },
    cues,
    cueOfWord: cueSize === undefined ? [] : words.map((_, i) => Math.floor(i / cueSize)),
  };
};

/** Takes times as they come, and phones from elsewhere: what measuring is without an aligner. */
export const unaligned =
  (phones: readonly { readonly startMs: number; readonly endMs: number }[] = []): Align =>
  ({ words }) => {
    const named = phones.map((phone): AlignedPhone => ({ phone: '', ...phone }));
    const alignment: Alignment = {
      method: 'none',
      words: words.map((word, i) => ({ ...word, phones: i === 0 ? named : [], flagged: false })),
      rejected: [],
      garbageShare: 0,
      notes: [],
    };
    return Promise.resolve(alignment);
  };
