import { FRAMES_PER_SECOND, type FrameSpan } from './frames.ts';
import { deviation, mean, quantileOfSorted } from './statistics.ts';

/** Words to either side that a word is compared with. */
const NEIGHBOURS = 3;
/**
 * What a word takes besides its syllables, in syllables: 68 ms + 172 ms a syllable fit 106 words best. Without it every
 * long word looks hurried.
 */
const WORD_EDGES = 0.4;
const SEMITONES_PER_NAT = 12 / Math.LN2;
/** Spread assumed where a recording is too short or too even to have one: semitones, dB, nat. */
const LEAST_SPREAD = { pitch: 1, level: 2, pace: 0.2 };

/** A word as it is measured: frames, and its number of syllables. */
export interface MeasuredWord extends FrameSpan {
  readonly syllables: number;
}

/** What one word sounds like by itself. */
export interface WordSound {
  /** Semitones above 1 Hz, sorted; empty without voice. */
  readonly pitches: Float64Array;
  /** Semitones a second, by least squares. */
  readonly slope: number;
  /** 95th percentile and mean of the speech band, dB. */
  readonly peakLevel: number;
  readonly level: number;
  /** Seconds, and the natural logarithm of the ratio to what its syllables let expect of an even speaker. */
  readonly duration: number;
  readonly pace: number;
  readonly start: number;
  readonly end: number;
}

/** @returns slope of a line through the voiced frames, per frame */
const slopeOf = (frames: readonly number[], values: readonly number[]): number => {
  const [centre, level] = [mean(frames), mean(values)];
  let product = 0;
  let square = 0;
  frames.forEach((frame, i) => {
    product += (frame - centre) * (values[i]! - level);
    square += (frame - centre) ** 2;
  });
  return square === 0 ? 0 : product / square;
};

/** @param level of `BandEnergy` @returns dB; 0 is silence */
export const decibels = (level: number): number => 20 * Math.log10(level + 1);

/**
 * @param word frames within `logF0` and `level`
 * @param logF0 of `cleanLogF0`
 * @param level of `BandEnergy`
 */
export const wordSound = (word: MeasuredWord, logF0: Float64Array, level: Float64Array): WordSound => {
  const voiced: number[] = [];
  const pitches: number[] = [];
  const levels = new Float64Array(word.end - word.start);
  for (let t = word.start; t < word.end; t++) {
    levels[t - word.start] = decibels(level[t]!);
    if (logF0[t] === 0) continue;
    voiced.push(t);
    pitches.push(logF0[t]! * SEMITONES_PER_NAT);
  }
  const duration = (word.end - word.start) / FRAMES_PER_SECOND;
  return {
    pitches: Float64Array.from(pitches).sort(),
    slope: slopeOf(voiced, pitches) * FRAMES_PER_SECOND,
    peakLevel: quantileOfSorted(levels.toSorted(), 0.95),
    level: mean(levels),
    duration,
    pace: Math.log(duration / (WORD_EDGES + word.syllables)),
    start: word.start / FRAMES_PER_SECOND,
    end: word.end / FRAMES_PER_SECOND,
  };
};

interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/** What is usual in the whole recording. */
export interface SpeakerStatistics {
  readonly pitch: Spread;
  readonly peakLevel: Spread;
  readonly level: Spread;
  readonly pace: Spread;
}

const spreadOf = (values: readonly number[], least: number): Spread => ({
  mean: mean(values),
  deviation: Math.max(least, deviation(values)),
});

/** @returns mean and spread over all words; pitch over the words' medians and peaks */
export const speakerStatistics = (sounds: readonly WordSound[]): SpeakerStatistics => ({
  pitch: spreadOf(
    sounds
      .filter(({ pitches }) => pitches.length > 0)
      .flatMap(({ pitches }) => [quantileOfSorted(pitches, 0.5), quantileOfSorted(pitches, 0.95)]),
    LEAST_SPREAD.pitch,
  ),
  peakLevel: spreadOf(
    sounds.map(sound => sound.peakLevel),
    LEAST_SPREAD.level,
  ),
  level: spreadOf(
    sounds.map(sound => sound.level),
    LEAST_SPREAD.level,
  ),
  pace: spreadOf(
    sounds.map(sound => sound.pace),
    LEAST_SPREAD.pace,
  ),
});

/** The 16 features of a word in its context. Pitch features are null where the word, or all of its neighbours, has no voice. */
export interface WordFeatures {
  /** 95th percentile and median of pitch, in deviations of the recording. */
  readonly pitchPeakZ: number | null;
  readonly pitchMedianZ: number | null;
  /** Semitones between 5th and 95th percentile. */
  readonly pitchRange: number | null;
  /** Semitones of the 95th percentile above the neighbours' median, and above the mean of their 95th percentiles. */
  readonly pitchAboveMedian: number | null;
  readonly pitchAbovePeak: number | null;
  /** Semitones a second. */
  readonly pitchSlope: number | null;
  readonly voicedShare: number;
  /** dB above the neighbours: 95th percentiles, means; and in deviations of the recording. */
  readonly peakLevelAbove: number;
  readonly levelAbove: number;
  readonly peakLevelZ: number;
  /** Natural logarithm of seconds, and of seconds per syllable and a little for the word's edges. */
  readonly logDuration: number;
  readonly logPace: number;
  /** The latter, in deviations of the recording; and as logarithm of the ratio to the neighbours'. */
  readonly paceZ: number;
  readonly paceAbove: number;
  /** Seconds of pause. */
  readonly pauseBefore: number;
  readonly pauseAfter: number;
}

const pitchFeatures = (sound: WordSound, neighbours: readonly WordSound[], speaker: SpeakerStatistics) => {
  const { pitches } = sound;
  if (pitches.length === 0)
    return { pitchPeakZ: null, pitchMedianZ: null, pitchRange: null, pitchAboveMedian: null, pitchAbovePeak: null, pitchSlope: null };
  const peak = quantileOfSorted(pitches, 0.95);
  const median = quantileOfSorted(pitches, 0.5);
  const voiced = neighbours.filter(neighbour => neighbour.pitches.length > 0);
  const around = Float64Array.from(voiced.flatMap(neighbour => [...neighbour.pitches])).sort();
  const peaks = voiced.map(neighbour => quantileOfSorted(neighbour.pitches, 0.95));
  return {
    pitchPeakZ: (peak - speaker.pitch.mean) / speaker.pitch.deviation,
    pitchMedianZ: (median - speaker.pitch.mean) / speaker.pitch.deviation,
    pitchRange: peak - quantileOfSorted(pitches, 0.05),
    pitchAboveMedian: around.length === 0 ? null : peak - quantileOfSorted(around, 0.5),
    pitchAbovePeak: around.length === 0 ? null : peak - mean(peaks),
    pitchSlope: sound.slope,
  };
};

/** @param sounds the words of one chunk, in order @returns features of the word at `i`, compared with up to three words on either side */
export const wordFeatures = (sounds: readonly WordSound[], i: number, speaker: SpeakerStatistics): WordFeatures => {
  const sound = sounds[i]!;
  const neighbours = sounds.slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1).filter(other => other !== sound);
  const above = (value: number, of: (neighbour: WordSound) => number, usual: number): number =>
    value - (neighbours.length === 0 ? usual : mean(neighbours.map(of)));
  return {
    ...pitchFeatures(sound, neighbours, speaker),
    voicedShare: sound.pitches.length / (sound.duration * FRAMES_PER_SECOND),
    peakLevelAbove: above(sound.peakLevel, other => other.peakLevel, speaker.peakLevel.mean),
    levelAbove: above(sound.level, other => other.level, speaker.level.mean),
    peakLevelZ: (sound.peakLevel - speaker.peakLevel.mean) / speaker.peakLevel.deviation,
    logDuration: Math.log(sound.duration),
    logPace: sound.pace,
    paceZ: (sound.pace - speaker.pace.mean) / speaker.pace.deviation,
    paceAbove: above(sound.pace, other => other.pace, speaker.pace.mean),
    pauseBefore: Math.max(0, sound.start - (sounds[i - 1]?.end ?? sound.start)),
    pauseAfter: Math.max(0, (sounds[i + 1]?.start ?? sound.end) - sound.end),
  };
};
