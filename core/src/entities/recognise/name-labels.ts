/** Labels in the model's order. NORP (nationalities, religions) is recognised in order to be dropped: it is no name of a thing. */
export const LABELS = ['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC', 'B-ORG', 'I-ORG', 'B-MISC', 'I-MISC', 'B-NORP', 'I-NORP'] as const;

const COUNT = LABELS.length;

/** Odd labels begin a name and the even one after each continues it, so a continuation follows only itself or its beginning. */
const mayFollow = (label: number, before: number): boolean => label === 0 || label % 2 === 1 || before === label || before === label - 1;

/** @returns log-probabilities of one token's labels, in place of its logits */
export const logSoftmax = (logits: Float32Array): Float64Array => {
  const highest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (const value of logits) sum += Math.exp(value - highest);
  const shift = highest + Math.log(sum);
  return Float64Array.from(logits, value => value - shift);
};

/**
 * Viterbi over the one rule that a name is continued only after it began.
 * @param scores log-probabilities, one row of `LABELS` a token
 * @returns the best allowed label of each token
 */
export const bestLabels = (scores: readonly Float64Array[]): readonly number[] => {
  const cameFrom: Uint8Array[] = [];
  let best = Float64Array.from(LABELS, label => (label === 'O' ? 0 : -Infinity));
  for (const row of scores) {
    const arrived = new Float64Array(COUNT);
    const from = new Uint8Array(COUNT);
    for (let label = 0; label < COUNT; label += 1) {
      let top = -Infinity;
      for (let before = 0; before < COUNT; before += 1) {
        if (best[before]! > top && mayFollow(label, before)) {
          top = best[before]!;
          from[label] = before;
        }
      }
      arrived[label] = top + row[label]!;
    }
    cameFrom.push(from);
    best = arrived;
  }
  return traceBack(cameFrom, best);
};

const traceBack = (cameFrom: readonly Uint8Array[], last: Float64Array): readonly number[] => {
  const labels: number[] = [];
  let label = last.indexOf(last.reduce((a, b) => Math.max(a, b), -Infinity));
  for (let index = cameFrom.length - 1; index >= 0; index -= 1) {
    labels.push(label);
    label = cameFrom[index]![label]!;
  }
  return labels.reverse();
};
