import { FRAMES_PER_SECOND, type FrameSpan } from './frames.ts';

/** Frames without a word that end a passage whatever its length: what follows is another breath, place or speaker. */
const LONG_PAUSE = 3 * FRAMES_PER_SECOND;
/** Longest chunk, frames: pitch and energy are compared within it. Helsinki's sentences, which set the scale, last 1 to 30 s. */
const LONGEST = 30 * FRAMES_PER_SECOND;
/** Frames before the first and after the last word that belong to a chunk, as far as half the pause allows. */
const MARGIN = FRAMES_PER_SECOND / 2;

/** Words that are measured together. */
export interface Chunk {
  /** Indices of the first word, and of the first one after. */
  readonly from: number;
  readonly to: number;
  /** Frames of the recording it covers. */
  readonly span: FrameSpan;
}

type Range = readonly [from: number, to: number];

const pauseBefore = (words: readonly FrameSpan[], i: number): number => words[i]!.start - words[i - 1]!.end;

/** In the middle half, so that neither side is a scrap. */
const widestPause = (words: readonly FrameSpan[], [from, to]: Range): number => {
  const keep = Math.max(1, Math.floor((to - from) / 4));
  let widest = from + keep;
  for (let i = widest + 1; i <= to - keep; i++) if (pauseBefore(words, i) > pauseBefore(words, widest)) widest = i;
  return widest;
};

const cut = (words: readonly FrameSpan[], range: Range): Range[] => {
  const [from, to] = range;
  if (to - from < 2 || words[to - 1]!.end - words[from]!.start <= LONGEST) return [range];
  const at = widestPause(words, range);
  return [...cut(words, [from, at]), ...cut(words, [at, to])];
};

/**
 * Groups words into chunks: a pause of 3 s always ends one, and what is longer than 30 s is cut at its widest pause.
 * @param words in order, not overlapping, frames
 * @param frames length of the recording
 */
export const chunksOf = (words: readonly FrameSpan[], frames: number): Chunk[] => {
  const passages: Range[] = [];
  let from = 0;
  for (let i = 1; i <= words.length; i++) {
    if (i < words.length && pauseBefore(words, i) <= LONG_PAUSE) continue;
    passages.push([from, i]);
    from = i;
  }
  return passages
    .flatMap(passage => cut(words, passage))
    .map(([first, after]) => {
      const earlier = words[first - 1]?.end ?? -Infinity;
      const later = words[after]?.start ?? Infinity;
      const start = words[first]!.start;
      const { end } = words[after - 1]!;
      const span = {
        start: Math.max(0, Math.round(Math.max(start - MARGIN, (start + earlier) / 2))),
        end: Math.min(frames, Math.round(Math.min(end + MARGIN, (end + later) / 2))),
      };
      return { from: first, to: after, span };
    });
};
