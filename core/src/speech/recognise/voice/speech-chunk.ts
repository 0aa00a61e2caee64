import { VOICE_BLOCK, VOICE_RATE } from './silero.ts';
import type { VoicedBlock } from './voiced-blocks.ts';

const MS_PER_SAMPLE = 1_000 / VOICE_RATE;

/** A block and where in the recording it lies: its number from the start. */
export interface PlacedBlock extends VoicedBlock {
  readonly index: number;
}

/**
 * Speech that is recognised at once, pauses cut short. Blocks are in order; where an index is left out, silence was.
 * `overlap`: how many of its first blocks were part of the chunk before as well.
 */
export interface SpeechChunk {
  readonly blocks: readonly PlacedBlock[];
  readonly overlap: number;
}

/** When something was said, milliseconds. */
export interface TimeSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** @returns the chunk's sound in one piece */
export const soundOf = ({ blocks }: SpeechChunk): Float32Array => {
  const sound = new Float32Array(blocks.length * VOICE_BLOCK);
  blocks.forEach(({ samples }, i) => sound.set(samples, i * VOICE_BLOCK));
  return sound;
};

/** @returns the time a block begins, milliseconds from the start of the recording */
export const startOfBlock = (index: number): number => index * VOICE_BLOCK * MS_PER_SAMPLE;

/** Milliseconds of sound in so many blocks. */
export const lengthOf = (blocks: number): number => startOfBlock(blocks);

/** A stretch of the chunk without a cut: numbers of its first block and of the one after its last, within the chunk. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

const stretchesOf = ({ blocks }: SpeechChunk): Stretch[] => {
  const starts = blocks.flatMap(({ index }, i) => (i === 0 || index !== (blocks[i - 1]?.index ?? 0) + 1 ? [i] : []));
  return starts.map((from, i) => ({ from, to: starts[i + 1] ?? blocks.length }));
};

const overlapOf = (span: TimeSpan, { from, to }: Stretch): number =>
  Math.min(span.endMs, lengthOf(to)) - Math.max(span.startMs, lengthOf(from));

/**
 * Where in the recording a word lies that was found in a chunk's sound. A word over a cut belongs to the side that holds
 * more of it: nobody speaks a word across a pause.
 * @returns function from times within the chunk's sound to times within the recording
 */
export const placementIn = (chunk: SpeechChunk): ((span: TimeSpan) => TimeSpan) => {
  const stretches = stretchesOf(chunk);
  return span => {
    const stretch = stretches.reduce((best, each) => (overlapOf(span, each) > overlapOf(span, best) ? each : best));
    const shift = startOfBlock(chunk.blocks[stretch.from]?.index ?? 0) - lengthOf(stretch.from);
    const within = (ms: number): number => Math.min(Math.max(ms, lengthOf(stretch.from)), lengthOf(stretch.to)) + shift;
    return { startMs: within(span.startMs), endMs: within(span.endMs) };
  };
};
