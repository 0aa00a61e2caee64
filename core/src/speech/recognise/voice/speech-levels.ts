import type { VoicedBlock } from './voiced-blocks.ts';

/** Probability from which somebody surely speaks, and below which it is unlikely. */
export const SPEECH_FROM = 0.5;
const UNLIKELY_BELOW = 0.35;

/** Whether a block may be part of a word. Of old and noisy recordings the voice model misses whole words that are plainly loud. */
export const isSound = ({ probability, isLoud }: VoicedBlock): boolean => isLoud || probability >= UNLIKELY_BELOW;
