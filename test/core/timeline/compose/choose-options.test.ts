import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseOptions } from '../../../../core/src/timeline/compose/choose-options.ts';
import type { SelectionProblem } from '../../../../core/src/timeline/compose/selection-problem.ts';

const breaksNothing = ({ options, capacities, exclusions }: SelectionProblem, chosen: readonly number[]): boolean => {
  const overlaps = chosen.some((index, place) => place > 0 && options[index]!.startMs < options[chosen[place - 1]!]!.freeMs);
  const overfull = capacities.some((capacity, stretch) => chosen.filter(index => options[index]!.stretch === stretch).length > capacity);
  const excluded = exclusions.some(members => chosen.filter(index => members.includes(index)).length > 1);
  return !overlaps && !overfull && !excluded;
};

const valueOf = ({ options }: SelectionProblem, chosen: readonly number[]): number =>
  chosen.reduce((sum, index) => sum + options[index]!.weight, 0);

/** Tries every set of options. */
const bestOfAll = (problem: SelectionProblem): number => {
  let best = 0;
  for (let set = 0; set < 1 << problem.options.length; set++) {
    const chosen = problem.options.flatMap((_, index) => (set & (1 << index) ? [index] : []));
    const value = valueOf(problem, chosen);
    if (value > best && breaksNothing(problem, chosen)) best = value;
  }
  return best;
};

const STRETCH_MS = 10;

const problems = (most: number): fc.Arbitrary<SelectionProblem> =>
  fc
    .record({
      options: fc.array(fc.tuple(fc.nat(39), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 20 })), { maxLength: most }),
      capacities: fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
      exclusions: fc.array(fc.uniqueArray(fc.nat(most - 1), { minLength: 2, maxLength: 5 }), { maxLength: 6 }),
    })
    .map(({ options, capacities, exclusions }) => ({
      options: options
        .map(([startMs, lengthMs, tenths]) => ({
          startMs,
          freeMs: startMs + lengthMs,
          weight: tenths / 10,
          stretch: Math.floor(startMs / STRETCH_MS),
        }))
        .sort((a, b) => a.startMs - b.startMs),
      capacities,
      exclusions: exclusions.map(members => members.filter(index => index < options.length)),
    }));

describe('chooseOptions', () => {
  it('finds the best of all choices, and proves it', () => {
    fc.assert(
      fc.property(problems(11), problem => {
        const choice = chooseOptions(problem);
        expect(breaksNothing(problem, choice.chosen)).toBe(true);
        expect(choice.value).toBeCloseTo(valueOf(problem, choice.chosen), 9);
        expect(choice.value).toBeCloseTo(bestOfAll(problem), 9);
        expect(choice.bound).toBeCloseTo(choice.value, 6);
      }),
      { numRuns: 300 },
    );
  });

  it('never breaks a rule, bounds what it could not prove, and always answers the same', () => {
    fc.assert(
      fc.property(problems(120), problem => {
        const choice = chooseOptions(problem);
        expect(breaksNothing(problem, choice.chosen)).toBe(true);
        expect(choice.bound).toBeGreaterThanOrEqual(choice.value);
        expect(chooseOptions(problem)).toEqual(choice);
      }),
      { numRuns: 50 },
    );
  });

  it('prefers one good option to two poor ones in its way, and two fair ones to one good', () => {
    const between = (weight: number): SelectionProblem => ({
      options: [
        { startMs: 0, freeMs: 10, weight, stretch: 0 },
        { startMs: 5, freeMs: 15, weight: 1, stretch: 0 },
        { startMs: 12, freeMs: 20, weight, stretch: 0 },
      ],
      capacities: [3],
      exclusions: [],
    });
    expect(chooseOptions(between(0.4)).chosen).toEqual([1]);
    expect(chooseOptions(between(0.6)).chosen).toEqual([0, 2]);
  });

  it('chooses nothing out of nothing', () => {
    expect(chooseOptions({ options: [], capacities: [], exclusions: [] })).toEqual({ chosen: [], value: 0, bound: 0 });
  });
});
