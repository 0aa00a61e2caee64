/** Frames of the encoder: one each 20 ms. */
const MS_PER_FRAME = 20;
const SAMPLES_PER_FRAME = 320;
/** Width of the median filter over time, as the model's authors use it. */
const MEDIAN_WIDTH = 7;
const HALF = MEDIAN_WIDTH >> 1;

/** Numbers by token and frame, frames of one token side by side. */
interface Matrix {
  readonly tokens: number;
  readonly frames: number;
  readonly values: Float64Array;
}

/** How much one head of the decoder looked at each frame while a token was fed in: one row a token. */
export type HeadAttention = readonly Float32Array[];

/** A head's attention over the frames that hold sound, as probabilities. */
const shares = (rows: HeadAttention, frames: number): Matrix => {
  const values = new Float64Array(rows.length * frames);
  rows.forEach((row, token) => {
    let total = 0;
    for (let frame = 0; frame < frames; frame++) total += row[frame]!;
    const scale = total > 0 ? 1 / total : 0;
    for (let frame = 0; frame < frames; frame++) values[token * frames + frame] = row[frame]! * scale;
  });
  return { tokens: rows.length, frames, values };
};

/** Makes frames comparable: over the tokens, each has mean 0 and deviation 1. */
const standardise = ({ tokens, frames, values }: Matrix): void => {
  for (let frame = 0; frame < frames; frame++) {
    let sum = 0;
    let squares = 0;
    for (let at = frame; at < values.length; at += frames) {
      sum += values[at]!;
      squares += values[at]! ** 2;
    }
    const mean = sum / tokens;
    const deviation = Math.sqrt(Math.max(0, squares / tokens - mean ** 2));
    for (let at = frame; at < values.length; at += frames) values[at] = deviation > 0 ? (values[at]! - mean) / deviation : 0;
  }
};

/** Adds the median of each frame and its neighbours to `sum`; the ends are mirrored. */
const addSmoothed = ({ frames, values }: Matrix, sum: Float64Array): void => {
  if (frames <= HALF) return;
  const window = new Float64Array(MEDIAN_WIDTH);
  for (let at = 0; at < values.length; at++) {
    const frame = at % frames;
    const row = at - frame;
    for (let k = -HALF; k <= HALF; k++) {
      const i = Math.abs(frame + k);
      const value = values[row + (i < frames ? i : 2 * (frames - 1) - i)]!;
      let place = k + HALF;
      for (; place > 0 && window[place - 1]! > value; place--) window[place] = window[place - 1]!;
      window[place] = value;
    }
    sum[at]! += window[HALF]!;
  }
};

/** Steps of the warping path: a token and a frame on, a token, a frame. */
const BOTH = 0;
const TOKEN = 1;
const FRAME = 2;

/**
 * Dynamic time warping: the path through tokens and frames, both only forward, that gathers most of `values`.
 * @returns for each token the frame at which the path enters it
 */
export const warp = ({ tokens, frames, values }: Matrix): number[] => {
  const steps = new Uint8Array(tokens * frames);
  let before = new Float64Array(frames).fill(Infinity);
  for (let token = 0; token < tokens; token++) {
    const costs = new Float64Array(frames);
    for (let frame = 0; frame < frames; frame++) {
      const both = frame > 0 ? before[frame - 1]! : token === 0 ? 0 : Infinity;
      const nextToken = before[frame]!;
      const nextFrame = frame > 0 ? costs[frame - 1]! : Infinity;
      const least = Math.min(both, nextToken, nextFrame);
      steps[token * frames + frame] = both === least ? BOTH : nextToken === least ? TOKEN : FRAME;
      costs[frame] = least - values[token * frames + frame]!;
    }
    before = costs;
  }
  const entries = new Array<number>(tokens).fill(0);
  for (let token = tokens - 1, frame = frames - 1; token >= 0 && frame >= 0;) {
    entries[token] = frame;
    const step = steps[token * frames + frame]!;
    if (step !== TOKEN) frame--;
    if (step !== FRAME) token--;
  }
  return entries;
};

/**
 * When each token begins, from where the decoder looked while it predicted it. The row that predicts a token is that of the
 * token before: reading a token's own row makes every word late by one.
 * @param heads those that follow the speech, with the rows of the prompt's last `prompt` tokens and of all generated ones
 * @param samples of sound at 16 kHz; the rest of the window is silence and no token's place
 * @returns milliseconds, one a generated token, the end of text included
 */
export const tokenTimes = (heads: readonly HeadAttention[], prompt: number, samples: number): number[] => {
  const rows = heads[0] ?? [];
  const frames = Math.max(1, Math.min(rows[0]?.length ?? 0, Math.ceil(samples / SAMPLES_PER_FRAME)));
  const sum = new Float64Array(rows.length * frames);
  for (const head of heads) {
    const matrix = shares(head, frames);
    standardise(matrix);
    addSmoothed(matrix, sum);
  }
  const first = prompt - 1;
  return warp({ tokens: rows.length - first, frames, values: sum.subarray(first * frames) }).map(frame => frame * MS_PER_FRAME);
};
