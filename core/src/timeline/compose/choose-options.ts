import { exclusionPricer, type Branch } from './price-exclusions.ts';
import { repairChainOf } from './repair-chain.ts';
import type { Chain, SelectionProblem } from './selection-problem.ts';

export interface Choice extends Chain {
  /** No choice is worth more. Equal to `value`, but for rounding, where this one is proven to be the best. */
  readonly bound: number;
}

/** Bounds this near to a choice prove it: far above rounding, far below any score that matters. */
const TOLERANCE = 1e-9;

/** Chains computed at the most, for cases built to be hard: three hours with 2,300 options take 90 to 1,100. */
const MOST_CHAINS = 2_000;

/** Chains spent on prices before splitting. A branch starts with the prices of the one it comes from. */
const FIRST_ROUNDS = 300;
const BRANCH_ROUNDS = 30;

/** Any choice leaves out one half or the other. */
const split = ({ open, prices }: Branch, members: readonly number[]): Branch[] => {
  const inner = members.filter(index => open[index]);
  const half = Math.ceil(inner.length / 2);
  return [inner.slice(0, half), inner.slice(half)].map(closed => {
    const rest = open.slice();
    for (const index of closed) rest[index] = 0;
    return { open: rest, prices: prices.slice() };
  });
};

/**
 * The best choice, by branch and bound. Dynamic programming settles order, gaps and capacity; exclusions reach across the
 * whole talk and make the problem NP-hard, so they are priced, which bounds what any choice can be worth, and split where
 * prices leave a gap. Deterministic.
 */
export const chooseOptions = (problem: SelectionProblem): Choice => {
  const priceExclusions = exclusionPricer(problem);
  const repair = repairChainOf(problem);
  let best: Chain = { chosen: [], value: 0 };
  let chains = 0;
  let unproven = 0;
  const all: Branch = { open: new Uint8Array(problem.options.length).fill(1), prices: new Float64Array(problem.exclusions.length) };
  const branches = [{ branch: all, limit: Infinity }];
  for (let next = branches.pop(); next; next = branches.pop()) {
    const { branch, limit } = next;
    if (limit <= best.value + TOLERANCE) continue;
    const rounds = Math.min(branch === all ? FIRST_ROUNDS : BRANCH_ROUNDS, MOST_CHAINS - chains);
    const pricing = priceExclusions(branch, rounds, chain => {
      chains++;
      const choice = repair(chain, branch.open);
      if (choice.value > best.value) best = choice;
      return best.value + TOLERANCE;
    });
    const bound = Math.min(limit, pricing.bound);
    if (bound <= best.value + TOLERANCE) continue;
    const members = problem.exclusions[pricing.loose];
    if (members) for (const half of split(branch, members)) branches.push({ branch: half, limit: bound });
    else unproven = Math.max(unproven, bound);
  }
  return { ...best, bound: Math.max(best.value, unproven) };
};
