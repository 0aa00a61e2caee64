import { VOICE_BLOCK, type VoiceModel } from './silero.ts';

/** Peak of a block below which nothing can be heard in it: -74 dB, the noise of a 16-bit recording of nothing. */
const SILENT = 2e-4;
/** So many silent blocks in a row (1 s), and the voice model starts afresh. */
const FORGET_AFTER = 32;
/** Peak that the voice model hears speech at: at a tenth of it, it misses half. */
const WANTED_PEAK = 0.7;
/** Quiet recordings are raised by 40 dB at most. */
const MOST_GAIN = 100;
/** What the peak of the loudest sound so far loses each block: 6 dB in 10 s, so that a slammed door is forgotten. */
const DECAY = 0.5 ** (VOICE_BLOCK / 160_000);

/** Share of the loudest peak (-26 dB) from which a sound may be part of a word. */
const LOUD = 0.05;

/** Some sound and how sure it is speech. */
export interface VoicedBlock {
  /** `VOICE_BLOCK` samples at 16 kHz, as recorded; the last block is filled up with silence. */
  readonly samples: Float32Array;
  /** 0–1. */
  readonly probability: number;
  /** Whether it is loud enough, beside what was heard so far, to be part of a word. */
  readonly isLoud: boolean;
}

const peakOf = (samples: Float32Array): number => {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak;
};

/** Cuts a stream into blocks of one length. @param blocks of any length; the last one is filled up with silence */
async function* evenBlocks(blocks: AsyncIterable<Float32Array>): AsyncGenerator<Float32Array> {
  let filled = 0;
  let next = new Float32Array(VOICE_BLOCK);
  for await (const block of blocks) {
    for (let at = 0; at < block.length;) {
      const part = block.subarray(at, at + VOICE_BLOCK - filled);
      next.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < VOICE_BLOCK) continue;
      yield next;
      next = new Float32Array(VOICE_BLOCK);
      filled = 0;
    }
  }
  if (filled > 0) yield next;
}

/**
 * Says of each moment how sure somebody speaks. Silence is told by its energy alone, so that hours of it cost next to
 * nothing; quiet recordings are heard as if they were loud.
 * @param blocks 16 kHz, mono
 */
export async function* voicedBlocks(blocks: AsyncIterable<Float32Array>, model: VoiceModel): AsyncGenerator<VoicedBlock> {
  const listener = model.listen();
  let loudest = 0;
  let silent = 0;
  for await (const samples of evenBlocks(blocks)) {
    const peak = peakOf(samples);
    loudest = Math.max(loudest * DECAY, peak);
    silent = peak < SILENT ? silent + 1 : 0;
    if (silent === FORGET_AFTER) listener.reset();
    if (silent >= FORGET_AFTER) {
      yield { samples, probability: 0, isLoud: false };
      continue;
    }
    const gain = Math.min(MOST_GAIN, WANTED_PEAK / loudest);
    const probability = await listener.next(gain > 1 ? samples.map(sample => sample * gain) : samples);
    yield { samples, probability, isLoud: peak >= SILENT && peak >= LOUD * loudest };
  }
}
