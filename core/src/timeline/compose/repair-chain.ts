import type { Chain, SelectionProblem } from './selection-problem.ts';

/** @returns for each option the exclusions it is part of, by index */
export const exclusionsOf = ({ options, exclusions }: SelectionProblem): number[][] => {
  const memberships: number[][] = options.map(() => []);
  exclusions.forEach((members, exclusion) => {
    for (const index of members) memberships[index]!.push(exclusion);
  });
  return memberships;
};

/** A choice that grows by one option at a time and never breaks a rule. */
class GrowingChoice {
  private readonly chosen: number[] = [];
  private readonly held: number[];
  private readonly taken: Uint8Array;
  private readonly problem: SelectionProblem;
  private readonly memberships: readonly (readonly number[])[];

  constructor(problem: SelectionProblem, memberships: readonly (readonly number[])[]) {
    this.problem = problem;
    this.memberships = memberships;
    this.held = problem.capacities.map(() => 0);
    this.taken = new Uint8Array(problem.exclusions.length);
  }

  tryAdd(index: number): void {
    const { options, capacities } = this.problem;
    const option = options[index]!;
    if (this.held[option.stretch]! >= capacities[option.stretch]!) return;
    for (const exclusion of this.memberships[index]!) if (this.taken[exclusion]) return;
    const place = this.placeOf(index);
    const before = this.chosen[place - 1];
    const after = this.chosen[place];
    if (after === index) return;
    if (before !== undefined && options[before]!.freeMs > option.startMs) return;
    if (after !== undefined && option.freeMs > options[after]!.startMs) return;
    this.chosen.splice(place, 0, index);
    this.held[option.stretch]!++;
    for (const exclusion of this.memberships[index]!) this.taken[exclusion] = 1;
  }

  get chain(): Chain {
    return { chosen: this.chosen, value: this.chosen.reduce((sum, index) => sum + this.problem.options[index]!.weight, 0) };
  }

  private placeOf(index: number): number {
    let low = 0;
    let high = this.chosen.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.chosen[middle]! < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Makes a choice out of a chain that may break exclusions: the heaviest of the chain first, then whatever else fits.
 * @returns a function of such a chain and of the options that are open
 */
export const repairChainOf = (problem: SelectionProblem): ((chain: readonly number[], open: Uint8Array) => Chain) => {
  const { options } = problem;
  const memberships = exclusionsOf(problem);
  const heavier = (a: number, b: number): number => options[b]!.weight - options[a]!.weight || a - b;
  const byWeight = options.map((_, index) => index).sort(heavier);
  return (chain, open) => {
    const choice = new GrowingChoice(problem, memberships);
    for (const index of chain.toSorted(heavier)) choice.tryAdd(index);
    for (const index of byWeight) if (open[index]) choice.tryAdd(index);
    return choice.chain;
  };
};
