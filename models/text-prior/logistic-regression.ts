/** One example: the places of the features that are present. */
export interface Example {
  readonly places: Int32Array;
  readonly isPositive: boolean;
}

export interface FitOptions {
  readonly size: number;
  readonly epochs: number;
  /** Pull towards 0 at each step, relative to the weight. */
  readonly decay: number;
}

export interface LogisticModel {
  readonly weights: Float64Array;
  readonly bias: number;
}

const LEARNING_RATE = 0.1;
/** Keeps the first steps finite. */
const FIRST_SQUARE = 1e-8;

/** Linear congruential generator (Numerical Recipes): the same order on every machine. */
const shuffler = (): ((order: Int32Array) => void) => {
  let state = 1;
  return order => {
    for (let i = order.length - 1; i > 0; i--) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const j = state % (i + 1);
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
  };
};

/** Logistic regression by AdaGrad (Duchi et al. 2011); the weights of the second half of the epochs are averaged. */
export const fitLogistic = (examples: readonly Example[], { size, epochs, decay }: FitOptions): LogisticModel => {
  const weights = new Float64Array(size + 1);
  const squares = new Float64Array(size + 1).fill(FIRST_SQUARE);
  const sums = new Float64Array(size + 1);
  const order = Int32Array.from(examples.keys());
  const shuffle = shuffler();
  const step = (place: number, gradient: number): void => {
    squares[place]! += gradient * gradient;
    weights[place]! -= (LEARNING_RATE * gradient) / Math.sqrt(squares[place]!);
  };
  const averaged = Math.ceil(epochs / 2);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order);
    for (const at of order) {
      const { places, isPositive } = examples[at]!;
      let logit = weights[size]!;
      for (const place of places) logit += weights[place]!;
      const error = 1 / (1 + Math.exp(-logit)) - (isPositive ? 1 : 0);
      for (const place of places) step(place, error + decay * weights[place]!);
      step(size, error);
    }
    if (epoch >= epochs - averaged) weights.forEach((weight, i) => (sums[i]! += weight / averaged));
  }
  return { weights: sums.slice(0, size), bias: sums[size]! };
};
