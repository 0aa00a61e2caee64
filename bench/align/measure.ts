import { align } from '../../core/src/speech/align/align.ts';
import type { Alignment } from '../../core/src/speech/align/alignment.ts';
import type { AlignerModel } from '../../core/src/speech/align/model/load-aligner.ts';
import { type AlignmentWindows, windowsOfWords } from '../../core/src/speech/align/windows.ts';
import { type Clip, streamOf, type TimedWord } from './clips.ts';
import { asTranscript } from './rough-times.ts';

/** A text to align, each word with the place where it is really said; null for a word that is not. */
export interface Trial {
  readonly samples: Float32Array;
  readonly words: readonly TimedWord[];
  readonly truth: readonly (TimedWord | null)[];
  /** Of the words' times where absent. */
  readonly windows?: AlignmentWindows;
}

/** One word's result. */
export interface Placed {
  /** Place in the text of the trial. */
  readonly index: number;
  /** Null for a word that is not said. */
  readonly truth: TimedWord | null;
  readonly isPlaced: boolean;
  readonly flagged: boolean;
  /** 0 where it was left out. */
  readonly confidence: number;
  /** Signed, milliseconds; meaningless where the word is not said or not placed. */
  readonly onset: number;
  readonly offset: number;
}

/** @returns the text of a clip with other rough times, true in every word */
export const trialOf = (clip: Clip, rough: readonly TimedWord[] = clip.words, windows?: AlignmentWindows): Trial => ({
  samples: clip.samples,
  words: rough,
  truth: clip.words,
  ...(windows === undefined ? {} : { windows }),
});

export const alignTrial = async (
  model: AlignerModel,
  { samples, words, truth, windows }: Trial,
): Promise<{ alignment: Alignment; placed: Placed[] }> => {
  const transcript = asTranscript(words);
  const alignment = await align({
    model,
    audio: streamOf(samples),
    words: transcript,
    windows: windows ?? windowsOfWords(transcript),
    language: 'en',
  });
  const placed = alignment.words.map((word, index) => {
    const real = truth[index] ?? null;
    return {
      index,
      truth: real,
      isPlaced: word.timeSource === 'aligned',
      flagged: word.flagged,
      confidence: word.confidence ?? 0,
      onset: word.startMs - (real?.startMs ?? 0),
      offset: word.endMs - (real?.endMs ?? 0),
    };
  });
  return { alignment, placed };
};

/** Results of several trials, one after the other. */
export const alignTrials = async (model: AlignerModel, trials: readonly Trial[]): Promise<Placed[]> => {
  const all: Placed[] = [];
  for (const trial of trials) all.push(...(await alignTrial(model, trial)).placed);
  return all;
};

/** @returns onset errors of the words that are said and were placed */
export const onsetsOf = (placed: readonly Placed[]): number[] =>
  placed.filter(word => word.isPlaced && word.truth !== null).map(word => word.onset);
export const offsetsOf = (placed: readonly Placed[]): number[] =>
  placed.filter(word => word.isPlaced && word.truth !== null).map(word => word.offset);
