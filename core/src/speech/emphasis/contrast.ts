import type { WordFeatures } from '../signal/word-features.ts';

/** What one unit of contrast is: a difference from the neighbours that is heard without effort. Semitones, dB, nat per syllable. */
const UNIT = { pitch: 3, level: 4, pace: 0.35 };

/**
 * How a word stands out from its neighbours, as the mean of pitch, loudness and length, each in units of a clear
 * difference; 0 is like them, negative is weaker. Without a voiced neighbour the recording's own spread is the measure.
 */
export const contrastOf = (features: WordFeatures): number => {
  const pitch = features.pitchAbovePeak === null ? features.pitchPeakZ : features.pitchAbovePeak / UNIT.pitch;
  const parts = [features.peakLevelAbove / UNIT.level, features.paceAbove / UNIT.pace, ...(pitch === null ? [] : [pitch])];
  return parts.reduce((sum, part) => sum + part, 0) / 3;
};
