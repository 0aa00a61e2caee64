import type { WordFeatures } from '../signal/word-features.ts';

/** Least difference that is worth a word: semitones, dB, factor. */
const WORTH = { pitch: 0.5, level: 1, length: 1.1 };
/** Least pause that is worth a word, seconds. */
const PAUSE = 0.2;

const signed = (value: number, digits: number): string => `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(digits)}`;

const pitchReason = (features: WordFeatures): string[] => {
  const semitones = features.pitchAbovePeak;
  return semitones === null || Math.abs(semitones) < WORTH.pitch ? [] : [`${signed(semitones, 1)} st`];
};

const levelReason = ({ peakLevelAbove }: WordFeatures): string[] =>
  Math.abs(peakLevelAbove) < WORTH.level ? [] : [`${signed(peakLevelAbove, 0)} dB`];

const lengthReason = ({ paceAbove }: WordFeatures): string[] => {
  const factor = Math.exp(Math.abs(paceAbove));
  return factor < WORTH.length ? [] : [`${factor.toFixed(1)}\u00d7 ${paceAbove > 0 ? 'longer' : 'shorter'}`];
};

/**
 * @returns how a word differs from its neighbours, for example `+3.1 st, +5 dB, 1.4× longer than its neighbours`: its highest
 * pitch and loudness against theirs, its length against what its syllables let expect at their pace
 */
export const whyHeard = (features: WordFeatures): string => {
  const [strength, length] = [[...pitchReason(features), ...levelReason(features)], lengthReason(features)];
  const pause = features.pauseBefore >= PAUSE ? `, after a pause of ${features.pauseBefore.toFixed(1)} s` : '';
  if (strength.length + length.length === 0) return `Like its neighbours${pause}`;
  return `${[...strength, ...length].join(', ')} ${length.length > 0 ? 'than' : 'against'} its neighbours${pause}`;
};

/** @param accented probability from the text @param because why the voice has no say here */
export const whyExpected = (accented: number, because: string): string =>
  `${because}: the text alone makes an accent ${Math.round(100 * accented)} % likely`;
