import { openAudio } from '../../core/src/speech/audio/open-audio.ts';
import { analyseTracks } from '../../core/src/speech/emphasis/analyse-speech.ts';
import type { TextPrior } from '../../core/src/speech/emphasis/text-prior.ts';
import type { EmphasisPoint } from '../../core/src/speech/emphasis-point.ts';
import { type SpeechTracks, trackSpeech } from '../../core/src/speech/signal/speech-tracks.ts';
import type { Word } from '../../core/src/speech/transcript.ts';
import type { Pair } from './agreement.ts';
import type { ReferenceClip } from './reference-clips.ts';

const LIMITS = { maxDurationMs: 60_000 };

/** A clip with its tracks, which do not depend on words. */
export interface TrackedClip extends ReferenceClip {
  readonly tracks: SpeechTracks;
}

export const trackClip = async (clip: ReferenceClip): Promise<TrackedClip> => {
  const audio = await openAudio(clip.audio, LIMITS);
  return { ...clip, tracks: await trackSpeech(audio.blocks(), audio.sampleRate) };
};

/** Times of a clip's words, as one source has them. */
export interface SourceTimes {
  readonly words: readonly Pick<Word, 'startMs' | 'endMs' | 'timeSource' | 'timeErrorMs'>[];
  readonly phones?: ReferenceClip['phones'];
}

/** @returns one point for each word of the clip */
export const pointsOf = (clip: TrackedClip, { words, phones = [] }: SourceTimes, prior: TextPrior): EmphasisPoint[] => {
  const transcript = clip.words.map(({ text }, i): Word => {
    const times = words[i] ?? { startMs: 0, endMs: 0, timeSource: 'spread', timeErrorMs: 0 };
    return { id: `w${i}`, text, sentence: 0, ...times };
  });
  return analyseTracks(clip.tracks, { words: transcript, phones, sensitivity: 'normal', prior });
};

/** @returns measured against reference prominence, word by word */
export const pairsOf = (clip: TrackedClip, points: readonly EmphasisPoint[]): Pair[] =>
  clip.words.map((word, i) => ({ value: points[i]?.prominence ?? 0, reference: Math.max(0, word.prominence) }));
