/** Frames a second of every signal from which prominence is measured (Suni et al. 2017). */
export const FRAMES_PER_SECOND = 200;

export const MS_PER_FRAME = 1_000 / FRAMES_PER_SECOND;

/** @param ms milliseconds from the start of the recording @returns the frame whose centre is nearest */
export const frameAt = (ms: number): number => Math.round(ms / MS_PER_FRAME);

/** A stretch of frames; `end` is the first frame after it. */
export interface FrameSpan {
  readonly start: number;
  readonly end: number;
}
