import { analyseTracks } from '../../../../core/src/speech/emphasis/analyse-speech.ts';
import type { Sensitivity } from '../../../../core/src/speech/emphasis/sensitivity.ts';
import { loadTextPrior, type TextPrior } from '../../../../core/src/speech/emphasis/text-prior.ts';
import type { EmphasisPoint } from '../../../../core/src/speech/emphasis-point.ts';
import type { SpeechTracks } from '../../../../core/src/speech/signal/speech-tracks.ts';
import type { Word } from '../../../../core/src/speech/transcript.ts';
import { committed } from '../../../support/fixtures.ts';
import { tracksOf, voice } from '../signal/sounds.ts';

let loading: Promise<TextPrior> | undefined;

export const thePrior = (): Promise<TextPrior> => (loading ??= loadTextPrior(committed('models/text-prior')));

export const wordAt = (index: number, text: string, startMs: number, endMs: number, more: Partial<Word> = {}): Word => ({
  id: `w${index}`,
  text,
  startMs,
  endMs,
  timeSource: 'given',
  timeErrorMs: 20,
  sentence: 0,
  ...more,
});

/** Words of equal text, 300 ms each with 100 ms between them, from .5 s on. */
export const evenWords = (count: number, more: Partial<Word> = {}): Word[] =>
  Array.from({ length: count }, (_, i) => wordAt(i, 'gold', 500 + 400 * i, 800 + 400 * i, more));

/** How the word that stands out differs: semitones, dB, times as long (its neighbours give way). */
export interface Stress {
  readonly at: number;
  readonly semitones?: number;
  readonly decibels?: number;
}

/** A voice that says `evenWords`, one of them stressed. */
export const spoken = (count: number, { at, semitones = 0, decibels = 0 }: Stress): Float32Array => {
  const wordOf = (time: number): number => Math.floor((time - 0.5) / 0.4);
  const inside = (time: number): number => Math.sin((Math.PI * ((time - 0.5) % 0.4)) / 0.3);
  return voice(
    1 + 0.4 * count,
    time => 120 * 2 ** ((wordOf(time) === at ? semitones * Math.max(0, inside(time)) : 0) / 12),
    time => {
      const word = wordOf(time);
      if (time < 0.5 || word >= count || (time - 0.5) % 0.4 > 0.3) return 0.0005;
      return 0.1 * Math.max(0.05, inside(time)) * 10 ** ((word === at ? decibels : 0) / 20);
    },
  );
};

export const pointsOf = async (
  tracks: SpeechTracks,
  words: readonly Word[],
  sensitivity: Sensitivity = 'normal',
): Promise<EmphasisPoint[]> => analyseTracks(tracks, { words, sensitivity, prior: await thePrior() });

export const hear = async (samples: Float32Array, words: readonly Word[], sensitivity?: Sensitivity): Promise<EmphasisPoint[]> =>
  pointsOf(await tracksOf(samples), words, sensitivity);

/** @returns place of the highest score */
export const topOf = (points: readonly EmphasisPoint[]): number =>
  points.reduce((best, { score }, i) => (score > points[best]!.score ? i : best), 0);
