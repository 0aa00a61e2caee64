/** Letters and digits only: spelling and punctuation are not what is counted. */
export const spelling = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}']/gu, '');

/** A word of one list and its partner in the other, by index. */
export interface Pair {
  readonly truth: number;
  readonly heard: number;
}

export interface WordErrors {
  /** Words wrong, missing or too many. */
  readonly errors: number;
  /** Words that were said. */
  readonly said: number;
  /** Words heard right. */
  readonly pairs: readonly Pair[];
}

/** Levenshtein distance over words, and which words are the same in both. */
export const wordErrors = (truth: readonly string[], heard: readonly string[]): WordErrors => {
  const width = heard.length + 1;
  const costs = new Uint32Array((truth.length + 1) * width);
  const cost = (i: number, j: number): number => costs[i * width + j] ?? 0;
  const isSame = (i: number, j: number): boolean => spelling(truth[i - 1] ?? '') === spelling(heard[j - 1] ?? '');
  for (let i = 0; i <= truth.length; i++) {
    for (let j = 0; j <= heard.length; j++) {
      const swap = i > 0 && j > 0 ? cost(i - 1, j - 1) + (isSame(i, j) ? 0 : 1) : Infinity;
      const drop = i > 0 ? cost(i - 1, j) + 1 : Infinity;
      const add = j > 0 ? cost(i, j - 1) + 1 : Infinity;
      costs[i * width + j] = i === 0 && j === 0 ? 0 : Math.min(swap, drop, add);
    }
  }
  const pairs: Pair[] = [];
  for (let i = truth.length, j = heard.length; i > 0 && j > 0;) {
    if (isSame(i, j) && cost(i, j) === cost(i - 1, j - 1)) pairs.unshift({ truth: --i, heard: --j });
    else if (cost(i, j) === cost(i - 1, j - 1) + 1) [i, j] = [i - 1, j - 1];
    else if (cost(i, j) === cost(i - 1, j) + 1) i--;
    else j--;
  }
  return { errors: cost(truth.length, heard.length), said: truth.length, pairs };
};
