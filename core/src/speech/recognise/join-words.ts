import type { RecognisedWord } from './recognised-word.ts';

/** Words that both hearings of a stretch put this close to each other may be the same one; times are 0.1 s off, seldom a second. */
const SAME_WITHIN_MS = 1_000;

const spelling = ({ text }: RecognisedWord): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const isSame = (a: RecognisedWord, b: RecognisedWord): boolean =>
  spelling(a) === spelling(b) && Math.abs(a.startMs - b.startMs) <= SAME_WITHIN_MS;

interface Match {
  readonly before: number;
  readonly after: number;
}

/** Longest common subsequence of the words that both hearings agree on. */
const agreed = (before: readonly RecognisedWord[], after: readonly RecognisedWord[]): Match[] => {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  const same = (i: number, j: number): boolean => {
    const [a, b] = [before[i], after[j]];
    return a !== undefined && b !== undefined && isSame(a, b);
  };
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const matches: Match[] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    if (same(i, j) && at(i, j) === at(i + 1, j + 1) + 1) matches.push({ before: i++, after: j++ });
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return matches;
};

const middleOf = ({ startMs, endMs }: RecognisedWord): number => (startMs + endMs) / 2;

/**
 * Joins what was heard of two chunks that share some seconds. The seam lies at the word both agree on that is nearest to the
 * middle of the shared time, where each has heard what comes before and after; without one, in that middle.
 * @param shared the time both heard, milliseconds; empty where the second begins after the first ends
 */
export const joinWords = (
  before: readonly RecognisedWord[],
  after: readonly RecognisedWord[],
  shared: { readonly startMs: number; readonly endMs: number },
): RecognisedWord[] => {
  const seam = (shared.startMs + shared.endMs) / 2;
  const fromBefore = before.findIndex(word => word.endMs > shared.startMs);
  const toAfter = after.findIndex(word => word.startMs >= shared.endMs);
  if (fromBefore < 0 || shared.endMs <= shared.startMs) return [...before, ...after];
  const tail = before.slice(fromBefore);
  const head = toAfter < 0 ? after : after.slice(0, toAfter);
  const distance = ({ before: i }: Match): number =>
    Math.abs(middleOf(tail[i] ?? { text: '', startMs: seam, endMs: seam, confidence: 0 }) - seam);
  const matches = agreed(tail, head);
  const [first, ...others] = matches;
  if (first === undefined) return [...before.filter(word => middleOf(word) < seam), ...after.filter(word => middleOf(word) >= seam)];
  const best = others.reduce((nearest, match) => (distance(match) < distance(nearest) ? match : nearest), first);
  return [...before.slice(0, fromBefore + best.before + 1), ...after.slice(best.after + 1)];
};
