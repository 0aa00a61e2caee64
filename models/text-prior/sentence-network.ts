/** A sentence: for each word the places of its features, and its class; -1 where the corpus has none. */
export interface LabelledRow {
  readonly places: Int32Array;
  readonly label: -1 | 0 | 1 | 2;
}

export interface NetworkShape {
  readonly features: number;
  /** Hidden units of a word. */
  readonly units: number;
  /** Words to either side that a word's class depends on. */
  readonly reach: number;
}

/**
 * A word's hidden units are the tanh of the sum of its features' rows; its class scores the sum of its features' direct
 * weights and of the units of the words around it.
 */
export interface Network {
  /** [feature][unit], then [feature][class]. */
  readonly rows: Float64Array;
  /** [unit]. */
  readonly unitBias: Float64Array;
  /** [distance -reach..reach][unit][class]. */
  readonly context: Float64Array;
  /** [class]. */
  readonly classBias: Float64Array;
}

const CLASSES = 3;

/** Chosen on the folds: 8 to 16 units, 3 to 5 epochs, dropout .2 to .4 differ by 0.1 points. */
const TRAINING = { epochs: 5, sentencesAtOnce: 12, rate: 0.004, decay: 3e-4, dropout: 0.25 };
const MOMENTUM = { mean: 0.9, square: 0.99 };
const NEARLY_ZERO = 1e-8;
const FIRST = { rows: 0.05, context: 0.1 };

/** Linear congruential generator (Numerical Recipes): the same numbers on every machine. */
class Chance {
  #state = 1;

  even(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return (this.#state + 0.5) / 2 ** 32;
  }

  /** Box and Muller 1958. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(this.even())) * Math.cos(2 * Math.PI * this.even());
  }

  shuffle(order: Int32Array): void {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(this.even() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
  }
}

/** Adam (Kingma & Ba 2015) over one block of weights, with a pull towards 0. */
class Adam {
  readonly gradient: Float64Array;
  readonly #weights: Float64Array;
  readonly #decay: number;
  readonly #mean: Float64Array;
  readonly #square: Float64Array;

  constructor(weights: Float64Array, decay: number) {
    this.#weights = weights;
    this.#decay = decay;
    this.gradient = new Float64Array(weights.length);
    this.#mean = new Float64Array(weights.length);
    this.#square = new Float64Array(weights.length);
  }

  /** @param step from 1 */
  update(rate: number, step: number): void {
    const [unbiasMean, unbiasSquare] = [1 / (1 - MOMENTUM.mean ** step), 1 / (1 - MOMENTUM.square ** step)];
    for (let i = 0; i < this.gradient.length; i++) {
      const slope = this.gradient[i]! + this.#decay * this.#weights[i]!;
      const mean = (this.#mean[i] = MOMENTUM.mean * this.#mean[i]! + (1 - MOMENTUM.mean) * slope);
      const square = (this.#square[i] = MOMENTUM.square * this.#square[i]! + (1 - MOMENTUM.square) * slope * slope);
      this.#weights[i]! -= (rate * mean * unbiasMean) / (Math.sqrt(square * unbiasSquare) + NEARLY_ZERO);
    }
    this.gradient.fill(0);
  }
}

interface Gradients {
  readonly rows: Adam;
  readonly unitBias: Adam;
  readonly context: Adam;
  readonly classBias: Adam;
}

/** Passes one sentence forwards and back. @param keep for each word and unit 0, or what a kept unit is multiplied by */
const learn = (sentence: readonly LabelledRow[], network: Network, { units, reach }: NetworkShape, keep: Float64Array, into: Gradients, share: number): void => {
  const width = units + CLASSES;
  const { rows, unitBias, context, classBias } = network;
  const length = sentence.length;
  const hidden = new Float64Array(length * units);
  const scores = new Float64Array(length * CLASSES);
  sentence.forEach(({ places }, i) => {
    for (let u = 0; u < units; u++) hidden[i * units + u] = unitBias[u]!;
    for (let c = 0; c < CLASSES; c++) scores[i * CLASSES + c] = classBias[c]!;
    for (const place of places) {
      for (let u = 0; u < units; u++) hidden[i * units + u]! += rows[place * width + u]!;
      for (let c = 0; c < CLASSES; c++) scores[i * CLASSES + c]! += rows[place * width + units + c]!;
    }
    for (let u = 0; u < units; u++) hidden[i * units + u] = Math.tanh(hidden[i * units + u]!);
  });
  const slopes = new Float64Array(length * units);
  const outward = new Float64Array(CLASSES);
  for (let i = 0; i < length; i++) {
    const { label } = sentence[i]!;
    if (label === -1) continue;
    const [from, to] = [Math.max(0, i - reach), Math.min(length - 1, i + reach)];
    for (let j = from; j <= to; j++)
      for (let u = 0; u < units; u++) {
        const unit = hidden[j * units + u]! * keep[j * units + u]!;
        const at = ((j - i + reach) * units + u) * CLASSES;
        for (let c = 0; c < CLASSES; c++) scores[i * CLASSES + c]! += unit * context[at + c]!;
      }
    const top = Math.max(scores[i * CLASSES]!, scores[i * CLASSES + 1]!, scores[i * CLASSES + 2]!);
    let total = 0;
    for (let c = 0; c < CLASSES; c++) total += outward[c] = Math.exp(scores[i * CLASSES + c]! - top);
    for (let c = 0; c < CLASSES; c++) outward[c] = share * (outward[c]! / total - (c === label ? 1 : 0));
    for (let c = 0; c < CLASSES; c++) into.classBias.gradient[c]! += outward[c]!;
    for (const place of sentence[i]!.places)
      for (let c = 0; c < CLASSES; c++) into.rows.gradient[place * width + units + c]! += outward[c]!;
    for (let j = from; j <= to; j++)
      for (let u = 0; u < units; u++) {
        const kept = keep[j * units + u]!;
        const at = ((j - i + reach) * units + u) * CLASSES;
        for (let c = 0; c < CLASSES; c++) {
          into.context.gradient[at + c]! += outward[c]! * hidden[j * units + u]! * kept;
          slopes[j * units + u]! += outward[c]! * context[at + c]! * kept;
        }
      }
  }
  sentence.forEach(({ places }, i) => {
    for (let u = 0; u < units; u++) {
      const unit = hidden[i * units + u]!;
      const slope = slopes[i * units + u]! * (1 - unit * unit);
      into.unitBias.gradient[u]! += slope;
      for (const place of places) into.rows.gradient[place * width + u]! += slope;
    }
  });
};

const firstNetwork = ({ features, units, reach }: NetworkShape, chance: Chance): Network => {
  const width = units + CLASSES;
  const rows = new Float64Array(features * width);
  for (let feature = 0; feature < features; feature++)
    for (let u = 0; u < units; u++) rows[feature * width + u] = FIRST.rows * chance.normal();
  return {
    rows,
    unitBias: new Float64Array(units),
    context: Float64Array.from({ length: (2 * reach + 1) * units * CLASSES }, () => FIRST.context * chance.normal()),
    classBias: new Float64Array(CLASSES),
  };
};

/** Fits the network to the classes of sentences by cross-entropy, always in the same way. */
export const fitNetwork = (sentences: readonly (readonly LabelledRow[])[], shape: NetworkShape): Network => {
  const chance = new Chance();
  const network = firstNetwork(shape, chance);
  const { epochs, sentencesAtOnce, rate, decay, dropout } = TRAINING;
  const into: Gradients = {
    rows: new Adam(network.rows, decay),
    unitBias: new Adam(network.unitBias, 0),
    context: new Adam(network.context, decay),
    classBias: new Adam(network.classBias, 0),
  };
  const order = Int32Array.from(sentences.keys());
  const batches = Math.floor(order.length / sentencesAtOnce);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    chance.shuffle(order);
    for (let batch = 0; batch < batches; batch++) {
      const chosen = Array.from(order.subarray(batch * sentencesAtOnce, (batch + 1) * sentencesAtOnce), at => sentences[at]!);
      const labelled = chosen.reduce((sum, sentence) => sum + sentence.filter(({ label }) => label !== -1).length, 0);
      for (const sentence of chosen) {
        const keep = Float64Array.from({ length: sentence.length * shape.units }, () => (chance.even() < dropout ? 0 : 1 / (1 - dropout)));
        learn(sentence, network, shape, keep, into, 1 / Math.max(1, labelled));
      }
      const left = 1 - step / (epochs * batches);
      step++;
      for (const block of Object.values<Adam>({ ...into })) block.update(rate * left, step);
    }
  }
  return network;
};
