import { describe, expect, it } from '@jest/globals';
import type { Tree } from '../../core/src/entities/link/linker-model.ts';
import { boost, type BoostOptions } from '../../models/linker/train/boost.ts';
import { conditionalLogit } from '../../models/linker/train/conditional-logit.ts';
import { randomFrom } from '../../models/random.ts';

const OPTIONS: BoostOptions = { trees: 60, leaves: 6, rate: 0.1, leastRows: 5, featureShare: 1, rowShare: 0.8, l2: 1, seed: 1 };

const valueOf = (trees: readonly Tree[], x: readonly number[]): number =>
  trees.reduce<number>((sum, tree) => {
    let node = tree;
    while (typeof node !== 'number') node = x[node[0]]! <= node[1] ? node[2] : node[3];
    return sum + node;
  }, 0);

/** Rows of which those are right whose two values lie on the same side of 0: no straight line parts them. */
const rows = (count: number, seed: number): { readonly x: readonly [number, number, number]; readonly y: number }[] => {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => {
    const x = [random() - 0.5, random() - 0.5, random()] as const;
    return { x, y: x[0] * x[1] > 0 ? 1 : 0 };
  });
};

const learnt = (): readonly Tree[] => {
  const known = rows(800, 1);
  return boost(
    {
      columns: [0, 1, 2].map(at => Float64Array.from(known, ({ x }) => x[at]!)),
      labels: Float64Array.from(known, ({ y }) => y),
      weights: new Float64Array(known.length).fill(1),
    },
    OPTIONS,
  );
};

describe('boosted trees', () => {
  it('learn what no straight line tells, and tell it of rows they have not seen', () => {
    const trees = learnt();
    const asked = rows(400, 2);
    const right = asked.filter(({ x, y }) => valueOf(trees, x) > 0 === (y === 1)).length;
    expect(right / asked.length).toBeGreaterThan(0.93);
  });

  it('are the same every time, with thresholds that survive being written down', () => {
    const trees = learnt();
    expect(learnt()).toEqual(trees);
    expect(JSON.parse(JSON.stringify(trees))).toEqual(trees);
  });

  it('of a value that never changes learn the share that is right', () => {
    const trees = boost({ columns: [new Float64Array(100)], labels: Float64Array.from({ length: 100 }, (_, row) => (row < 25 ? 1 : 0)), weights: new Float64Array(100).fill(1) }, OPTIONS); // prettier-ignore
    expect(1 / (1 + Math.exp(-valueOf(trees, [0])))).toBeCloseTo(0.25, 1);
  });
});

describe('conditional logit', () => {
  it('learns which candidate is right, and when none is', () => {
    const random = randomFrom(3);
    const cases = Array.from({ length: 400 }, () => {
      const pairs = Array.from({ length: 3 }, () => Float64Array.from([random() * 2 - 1, random()]));
      const best = pairs.reduce((top, pair, index) => (pair[0]! > pairs[top]![0]! ? index : top), 0);
      return { pairs, nil: Float64Array.from([1]), right: pairs[best]![0]! > 0.3 ? best : -1, weight: 1 };
    });
    const { w, v } = conditionalLogit(cases, 0.1);
    const chosen = cases.filter(({ pairs, right }) => {
      const scores = pairs.map(pair => w[0]! * pair[0]! + w[1]! * pair[1]!);
      const highest = Math.max(...scores);
      return (highest > v[0]! ? scores.indexOf(highest) : -1) === right;
    });
    expect(chosen.length / cases.length).toBeGreaterThan(0.93);
  });

  it('learns between the candidates alone where one of them is right for certain', () => {
    const random = randomFrom(4);
    const cases = Array.from({ length: 200 }, () => {
      const pairs = Array.from({ length: 3 }, () => Float64Array.from([random() * 2 - 1, random()]));
      const right = pairs.reduce((top, pair, index) => (pair[0]! > pairs[top]![0]! ? index : top), 0);
      return { pairs, nil: null, right, weight: 1 };
    });
    const { w, v } = conditionalLogit(cases, 0.1);
    expect(v).toHaveLength(0);
    expect(w[0]!).toBeGreaterThan(5 * Math.abs(w[1]!));
  });
});
