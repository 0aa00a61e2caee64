import { describe, expect, it } from '@jest/globals';
import { tokenTimes, warp } from '../../../../../core/src/speech/recognise/whisper/token-times.ts';

const FRAMES = 1_500;

/** A head that looks at one frame a token. */
const looksAt = (frames: readonly number[]): Float32Array[] =>
  frames.map(frame => Float32Array.from({ length: FRAMES }, (_, i) => (Math.abs(i - frame) <= 4 ? 1 : 0.001)));

describe('tokenTimes', () => {
  it('takes the row before a token for the token: the first generated one has the time of the last of the prompt', () => {
    // Two tokens of prompt; the second of them predicts the first word, at frame 50, and so on.
    const times = tokenTimes([looksAt([0, 50, 100, 150, 200])], 2, 300 * 320);
    expect(times).toHaveLength(4);
    [50, 100, 150, 200].slice(1).forEach((frame, i) => expect(Math.abs(times[i + 1]! - 20 * frame)).toBeLessThanOrEqual(600));
    expect(times[1]! - times[0]!).toBeGreaterThan(0);
  });

  it('never runs backwards, and puts nothing behind the end of the sound', () => {
    const times = tokenTimes([looksAt([0, 900, 10, 1_400, 30])], 1, 16_000);
    expect(times.every((time, i) => time >= (times[i - 1] ?? 0) && time <= 1_000)).toBe(true);
  });

  it('gives finite times for attention that is nowhere, or for a moment of sound', () => {
    const nowhere = [0, 1, 2].map(() => new Float32Array(FRAMES));
    expect(tokenTimes([nowhere], 1, 16_000).every(Number.isFinite)).toBe(true);
    expect(tokenTimes([looksAt([0, 1, 2])], 1, 100)).toEqual([0, 0, 0]);
  });
});

describe('warp', () => {
  it('follows the best path, through which both tokens and frames only go forward', () => {
    const values = Float64Array.of(1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1);
    expect(warp({ tokens: 3, frames: 5, values })).toEqual([0, 3, 4]);
  });
});
