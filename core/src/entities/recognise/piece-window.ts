/** Longest stretch the model sees at once, in word pieces without the two that frame it; the length it was trained on. */
const WINDOW_PIECES = 118;
/** What neighbouring windows of one overlong sentence share, so that a name at the seam is read with words on both sides. */
const OVERLAP_PIECES = 36;

/** Tokens [from, to) the model reads together, and [keepFrom, keepTo), those whose labels are taken from this reading. */
export interface PieceWindow {
  readonly from: number;
  readonly to: number;
  readonly keepFrom: number;
  readonly keepTo: number;
}

/** One past the last token that still fits when reading starts at `from`; always at least one token. */
const reach = (pieces: readonly number[], from: number, end: number, budget: number): number => {
  let to = from;
  let used = 0;
  while (to < end && (to === from || used + pieces[to]! <= budget)) {
    used += pieces[to]!;
    to += 1;
  }
  return to;
};

const stepBack = (pieces: readonly number[], to: number, floor: number): number => {
  let from = to;
  let shared = 0;
  while (from > floor && shared < OVERLAP_PIECES) {
    from -= 1;
    shared += pieces[from]!;
  }
  return from;
};

/** An overlong sentence in overlapping windows; each token's labels come from the window where it lies farther from the edge. */
const windowsOfSentence = (pieces: readonly number[], from: number, end: number): readonly PieceWindow[] => {
  const windows: PieceWindow[] = [];
  let start = from;
  let keepFrom = from;
  for (;;) {
    const to = reach(pieces, start, end, WINDOW_PIECES);
    if (to >= end) return [...windows, { from: start, to: end, keepFrom, keepTo: end }];
    const next = stepBack(pieces, to, start + 1);
    const seam = Math.ceil((next + to) / 2);
    windows.push({ from: start, to, keepFrom, keepTo: seam });
    start = next;
    keepFrom = seam;
  }
};

/**
 * Whole sentences packed until the window is full.
 * @param pieces number of word pieces of each token
 * @param sentences sentence index of each token
 */
export const pieceWindows = (pieces: readonly number[], sentences: readonly number[]): readonly PieceWindow[] => {
  const windows: PieceWindow[] = [];
  let open = 0;
  let used = 0;
  const close = (to: number): void => {
    if (to > open) windows.push({ from: open, to, keepFrom: open, keepTo: to });
    open = to;
    used = 0;
  };
  for (let from = 0, to = 0; from < pieces.length; from = to) {
    let size = 0;
    while (to < pieces.length && sentences[to] === sentences[from]) size += pieces[to++]!;
    if (used + size > WINDOW_PIECES) close(from);
    if (size > WINDOW_PIECES) {
      windows.push(...windowsOfSentence(pieces, from, to));
      open = to;
    } else used += size;
  }
  close(pieces.length);
  return windows;
};
