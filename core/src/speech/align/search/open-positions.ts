import { FRAME_MS } from '../front-end/frames.ts';
import type { TimeWindow } from '../windows.ts';

/** Frames in which each position of the graph may be in use: from `opens` to `closes`, inclusive; neither ever decreases. */
export interface OpenPositions {
  readonly opens: Int32Array;
  readonly closes: Int32Array;
}

const NEVER = 0x7fffffff;

/**
 * A position holds the pause before its word, so it opens with the window of the word before. Windows out of order are
 * widened until they are in order.
 * @param windows of the spoken words, in order @returns one more position than words
 */
export const openPositions = (windows: readonly TimeWindow[]): OpenPositions => {
  const opens = new Int32Array(windows.length + 1);
  const closes = new Int32Array(windows.length + 1).fill(NEVER);
  let earliest = 0;
  windows.forEach(({ startMs }, i) => {
    earliest = Math.max(earliest, Math.floor(startMs / FRAME_MS));
    opens[i + 1] = earliest;
  });
  let latest = NEVER;
  for (let i = windows.length - 1; i >= 0; i--) {
    latest = Math.min(latest, Math.ceil(windows[i]!.endMs / FRAME_MS));
    closes[i] = Math.max(latest, opens[i + 1]!);
  }
  return { opens, closes };
};
