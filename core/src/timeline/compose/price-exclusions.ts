import { bestChainOf } from './best-chain.ts';
import { exclusionsOf } from './repair-chain.ts';
import type { SelectionProblem } from './selection-problem.ts';

/** A part of the search: which options are still open, and what each exclusion costs its members. */
export interface Branch {
  readonly open: Uint8Array;
  /** Moved in place towards those that give the lowest bound. */
  readonly prices: Float64Array;
}

export interface Pricing {
  /** No choice among the open options is worth more. */
  readonly bound: number;
  /** The exclusion to split when the bound is too high: the one broken most, or else the dearest nobody used; -1 for none. */
  readonly loose: number;
}

/** Rounds without a lower bound after which steps are halved, and the step at which it is not worth going on. */
const PATIENCE = 8;
const SMALLEST_STEP = 1e-3;

/** The least gap a step is made for, so that the very first one moves although nothing has been chosen yet. */
const LEAST_GAP = 1e-6;

const looseExclusion = (used: Int32Array, prices: Float64Array): number => {
  let loose = -1;
  let most = 1;
  used.forEach((count, exclusion) => {
    if (count > most) [most, loose] = [count, exclusion];
  });
  if (loose !== -1) return loose;
  let dearest = 0;
  used.forEach((count, exclusion) => {
    if (count === 0 && prices[exclusion]! > dearest) [dearest, loose] = [prices[exclusion]!, exclusion];
  });
  return loose;
};

/**
 * Lagrange relaxation of the exclusions: every member of one pays its price, whoever is chosen beyond one makes it dearer, and
 * one that nobody uses gets cheaper (subgradient steps of Polyak's length). The best chain at any prices, plus their sum,
 * bounds every choice.
 */
export const exclusionPricer = (problem: SelectionProblem) => {
  const { options, exclusions } = problem;
  const memberships = exclusionsOf(problem);
  const bestChain = bestChainOf(problem);
  const worth = new Float64Array(options.length);
  const used = new Int32Array(exclusions.length);

  const chainAt = ({ open, prices }: Branch) => {
    options.forEach((option, index) => {
      let left = option.weight;
      for (const exclusion of memberships[index]!) left -= prices[exclusion]!;
      worth[index] = left;
    });
    const chain = bestChain(worth, open);
    used.fill(0);
    for (const index of chain.chosen) for (const exclusion of memberships[index]!) used[exclusion]!++;
    return chain;
  };

  const step = (prices: Float64Array, binds: readonly boolean[], gap: number): boolean => {
    const slope = (exclusion: number): number => {
      const excess = used[exclusion]! - 1;
      return binds[exclusion] && !(excess < 0 && prices[exclusion] === 0) ? excess : 0;
    };
    let steepness = 0;
    for (let exclusion = 0; exclusion < exclusions.length; exclusion++) steepness += slope(exclusion) ** 2;
    if (steepness === 0) return false;
    const length = Math.max(gap, LEAST_GAP) / steepness;
    for (let exclusion = 0; exclusion < exclusions.length; exclusion++) {
      prices[exclusion] = Math.max(0, prices[exclusion]! + length * slope(exclusion));
    }
    return true;
  };

  /**
   * @param rounds most chains to compute
   * @param tryChain shown every chain; answers the value of the best choice so far, at which a bound is low enough
   */
  return (branch: Branch, rounds: number, tryChain: (chain: readonly number[]) => number): Pricing => {
    const { open, prices } = branch;
    const binds = exclusions.map(members => members.filter(index => open[index]).length > 1);
    binds.forEach((does, exclusion) => {
      if (!does) prices[exclusion] = 0;
    });
    const lowest = prices.slice();
    let pricing: Pricing = { bound: Infinity, loose: -1 };
    let boldness = 1;
    let stale = 0;
    for (let round = 0; round < rounds && boldness >= SMALLEST_STEP; round++) {
      const chain = chainAt(branch);
      const bound = prices.reduce((sum, price) => sum + price, chain.value);
      const reached = tryChain(chain.chosen);
      stale = bound < pricing.bound ? 0 : stale + 1;
      if (bound < pricing.bound) {
        pricing = { bound, loose: looseExclusion(used, prices) };
        lowest.set(prices);
      }
      if (stale === PATIENCE) [boldness, stale] = [boldness / 2, 0];
      if (pricing.bound <= reached || !step(prices, binds, boldness * (bound - reached))) break;
    }
    prices.set(lowest);
    return pricing;
  };
};
