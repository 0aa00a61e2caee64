import type { Tree } from '../../../core/src/entities/link/linker-model.ts';
import { randomFrom } from '../../random.ts';

/** Rows to learn from: one column a feature. */
export interface BoostData {
  readonly columns: readonly Float64Array[];
  /** 0 or 1. */
  readonly labels: Float64Array;
  readonly weights: Float64Array;
}

export interface BoostOptions {
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  /** Fewest rows in a leaf. */
  readonly leastRows: number;
  /** Share of the features, and of the rows, that each tree sees. */
  readonly featureShare: number;
  readonly rowShare: number;
  readonly l2: number;
  readonly seed: number;
}

const MOST_BINS = 64;

/** A feature cut into bins: which bin each row lies in, and the value that parts each bin from the next. */
interface Binned {
  readonly bins: Uint8Array;
  readonly cuts: readonly number[];
}

const significant = (value: number): number => Number(value.toPrecision(9));

const binned = (column: Float64Array): Binned => {
  const sorted = Float64Array.from(column).sort();
  const cuts: number[] = [];
  for (let bin = 1; bin < MOST_BINS; bin += 1) {
    const at = Math.floor((bin * sorted.length) / MOST_BINS);
    const [below, above] = [sorted[at - 1] ?? 0, sorted[at] ?? 0];
    // Where a value fills several bins, the cuts lie before and behind it.
    const next = below === above ? sorted.find(value => value > above) : above;
    if (next === undefined) break;
    const cut = significant((Math.min(above, below) + next) / 2);
    if (cut < next && cut >= Math.min(above, below) && (cuts.length === 0 || cut > cuts.at(-1)!)) cuts.push(cut);
  }
  const bins = Uint8Array.from(column, value => {
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= cuts[middle]!) high = middle;
      else low = middle + 1;
    }
    return low;
  });
  return { bins, cuts };
};

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}
interface Leaf {
  readonly rows: Int32Array;
  readonly gradient: number;
  readonly hessian: number;
  readonly split: Split | null;
}
type Node = { leaf: Leaf } | { feature: number; bin: number; left: Node; right: Node };

/** Grows trees of one boosting run. */
class Grower {
  readonly #features: readonly Binned[];
  readonly #options: BoostOptions;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;

  constructor(features: readonly Binned[], rows: number, options: BoostOptions) {
    this.#features = features;
    this.#options = options;
    this.gradients = new Float64Array(rows);
    this.hessians = new Float64Array(rows);
  }

  #leaf(rows: Int32Array, used: readonly number[]): Leaf {
    let [gradient, hessian] = [0, 0];
    for (const row of rows) {
      gradient += this.gradients[row]!;
      hessian += this.hessians[row]!;
    }
    let split: Split | null = null;
    if (rows.length >= 2 * this.#options.leastRows) {
      for (const feature of used) {
        const found = this.#bestCut(feature, rows, gradient, hessian);
        if (found !== null && (split === null || found.gain > split.gain)) split = found;
      }
    }
    return { rows, gradient, hessian, split };
  }

  #bestCut(feature: number, rows: Int32Array, gradient: number, hessian: number): Split | null {
    const { bins, cuts } = this.#features[feature]!;
    const { l2, leastRows } = this.#options;
    const [sums, weights, counts] = [new Float64Array(cuts.length + 1), new Float64Array(cuts.length + 1), new Int32Array(cuts.length + 1)];
    for (const row of rows) {
      const bin = bins[row]!;
      sums[bin]! += this.gradients[row]!;
      weights[bin]! += this.hessians[row]!;
      counts[bin]! += 1;
    }
    const before = gradient ** 2 / (hessian + l2);
    let best: Split | null = null;
    let [left, leftWeight, leftCount] = [0, 0, 0];
    for (let bin = 0; bin < cuts.length; bin += 1) {
      left += sums[bin]!;
      leftWeight += weights[bin]!;
      leftCount += counts[bin]!;
      if (leftCount < leastRows || rows.length - leftCount < leastRows) continue;
      const gain = left ** 2 / (leftWeight + l2) + (gradient - left) ** 2 / (hessian - leftWeight + l2) - before;
      if (gain > 1e-9 && (best === null || gain > best.gain)) best = { feature, bin, gain };
    }
    return best;
  }

  /** Always splits the leaf that gains most, until there are enough. */
  grow(rows: Int32Array, used: readonly number[]): Node {
    const root: { node: Node } = { node: { leaf: this.#leaf(rows, used) } };
    const open: { leaf: Leaf; replace: (node: Node) => void }[] = [];
    const add = (leaf: Leaf, replace: (node: Node) => void): void => {
      if (leaf.split !== null) open.push({ leaf, replace });
    };
    if ('leaf' in root.node) add(root.node.leaf, node => (root.node = node));
    for (let leaves = 1; leaves < this.#options.leaves && open.length > 0; leaves += 1) {
      const next = open.reduce((best, one) => (one.leaf.split!.gain > best.leaf.split!.gain ? one : best));
      open.splice(open.indexOf(next), 1);
      const { feature, bin } = next.leaf.split!;
      const { bins } = this.#features[feature]!;
      const left = this.#leaf(next.leaf.rows.filter(row => bins[row]! <= bin), used);
      const right = this.#leaf(next.leaf.rows.filter(row => bins[row]! > bin), used);
      const inner: { feature: number; bin: number; left: Node; right: Node } = { feature, bin, left: { leaf: left }, right: { leaf: right } };
      next.replace(inner);
      add(left, node => (inner.left = node));
      add(right, node => (inner.right = node));
    }
    return root.node;
  }

  value({ gradient, hessian }: Leaf): number {
    return (-this.#options.rate * gradient) / (hessian + this.#options.l2);
  }
}

const some = (count: number, share: number, random: () => number): number[] => {
  const chosen = Array.from({ length: count }, (_, index) => index).filter(() => random() < share);
  return chosen.length === 0 ? [Math.floor(random() * count)] : chosen;
};

/** Gradient boosting of the logistic loss over binned features. @returns trees whose values add up to log-odds */
export const boost = ({ columns, labels, weights }: BoostData, options: BoostOptions): readonly Tree[] => {
  const features = columns.map(binned);
  const random = randomFrom(options.seed);
  const grower = new Grower(features, labels.length, options);
  const total = weights.reduce((a, b) => a + b, 0);
  const share = labels.reduce((sum, label, row) => sum + label * weights[row]!, 0) / total;
  const base = Math.log(share / (1 - share));
  const scores = new Float64Array(labels.length).fill(base);
  const trees: Tree[] = [];
  for (let tree = 0; tree < options.trees; tree += 1) {
    for (let row = 0; row < scores.length; row += 1) {
      const probability = 1 / (1 + Math.exp(-scores[row]!));
      grower.gradients[row] = weights[row]! * (probability - labels[row]!);
      grower.hessians[row] = weights[row]! * probability * (1 - probability);
    }
    const root = grower.grow(Int32Array.from(some(labels.length, options.rowShare, random)), some(features.length, options.featureShare, random));
    const plain = (node: Node, offset: number): Tree => {
      if ('leaf' in node) return significant(grower.value(node.leaf) + offset);
      return [node.feature, features[node.feature]!.cuts[node.bin]!, plain(node.left, offset), plain(node.right, offset)];
    };
    for (let row = 0; row < scores.length; row += 1) {
      let node = root;
      while (!('leaf' in node)) node = features[node.feature]!.bins[row]! <= node.bin ? node.left : node.right;
      scores[row]! += grower.value(node.leaf);
    }
    trees.push(plain(root, tree === 0 ? base : 0));
  }
  return trees;
};
