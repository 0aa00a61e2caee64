import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

const COMMITTED = resolve(import.meta.dirname, '../../test/fixtures/speech');
const COMMITTED_CLIP = 'LJ050-0276';
const CLIPS = [COMMITTED_CLIP, 'LJ050-0277', 'LJ050-0278', '7127_75947_000010_000000'];

/** A word with its times, milliseconds, and what the wavelet toolkit measured of it. */
export interface ReferenceWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly prominence: number;
  readonly boundary: number;
}

/** A recording with words, phones, and the toolkit's values. */
export interface ReferenceClip {
  readonly name: string;
  /** Path of the audio file. */
  readonly audio: string;
  readonly words: readonly ReferenceWord[];
  readonly phones: readonly { readonly startMs: number; readonly endMs: number }[];
}

const CommittedReference = z.object({
  words: z.array(z.tuple([z.string(), z.number(), z.number(), z.number(), z.number()])),
  phones: z.array(z.tuple([z.number(), z.number()])),
});

/** The clip that every checkout has. */
export const committedClip = (): ReferenceClip => {
  const reference = CommittedReference.parse(JSON.parse(readFileSync(join(COMMITTED, `${COMMITTED_CLIP}.json`), 'utf8')));
  return {
    name: COMMITTED_CLIP,
    audio: join(COMMITTED, `${COMMITTED_CLIP}.flac`),
    words: reference.words.map(([text, startMs, endMs, prominence, boundary]) => ({ text, startMs, endMs, prominence, boundary })),
    phones: reference.phones.map(([startMs, endMs]) => ({ startMs, endMs })),
  };
};

const milliseconds = (seconds: string | undefined): number => Math.round(1_000 * Number(seconds));

/** Intervals of a tier with something in them; pauses are empty or `sp`. */
const readPhones = (path: string): { startMs: number; endMs: number }[] => {
  const [, tier = ''] = readFileSync(path, 'utf8').split('name = "phones"');
  return [...tier.matchAll(/xmin = ([\d.]+)\s+xmax = ([\d.]+)\s+text = "([^"]+)"/gu)]
    .filter(([, , , text]) => text !== 'sp')
    .map(([, start, end]) => ({ startMs: milliseconds(start), endMs: milliseconds(end) }));
};

const readWords = (path: string): ReferenceWord[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map(line => {
      const [, start, end, text = '', prominence, boundary] = line.split('\t');
      return { text, startMs: milliseconds(start), endMs: milliseconds(end), prominence: Number(prominence), boundary: Number(boundary) };
    });

/** @param fixtures folder of larger fixtures @returns four clips, 84 words */
export const referenceClips = (fixtures: string): ReferenceClip[] =>
  CLIPS.map(name => {
    const path = (extension: string): string => join(fixtures, 'data/speech', `${name}.${extension}`);
    return { name, audio: path('wav'), words: readWords(path('prom')), phones: readPhones(path('TextGrid')) };
  });

/** Tracks of Praat's fundamental frequency, made once and committed. */
const PraatTrack = z.object({ firstSeconds: z.number(), stepSeconds: z.number(), hertz: z.array(z.number()) });
export type PraatTrack = z.infer<typeof PraatTrack>;

/** @param name of a clip of the speech fixtures */
export const praatTrack = (name: string): PraatTrack =>
  PraatTrack.parse(JSON.parse(readFileSync(join(COMMITTED, 'praat', `${name}.json`), 'utf8')));
