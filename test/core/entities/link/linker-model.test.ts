import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { NIL_FEATURES, PAIR_FEATURES } from '../../../../core/src/entities/link/features.ts';
import { LinkerModel, pairProbabilities, type NilVector, type PairVector } from '../../../../core/src/entities/link/linker-model.ts';
import { committed } from '../../../support/fixtures.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(committed(`models/linker/${name}`), 'utf8'));
const Parity = z.object({
  features: z.array(z.enum(PAIR_FEATURES)),
  nilFeatures: z.array(z.enum(NIL_FEATURES)),
  cases: z.array(z.object({ surface: z.string(), x: z.array(z.array(z.number())), nil: z.array(z.number()), p: z.array(z.number()) })),
});
const named = (names: readonly string[], values: readonly number[]): Record<string, number> =>
  Object.fromEntries(names.map((name, index) => [name, values[index]!]));

describe('linker model', () => {
  it('gives the probabilities of the reference it was exported from to 1e-4', () => {
    const model = LinkerModel.parse(read('linker.json'));
    const { features, nilFeatures, cases } = Parity.parse(read('parity.json'));
    for (const { x, nil, p } of cases) {
      const pairs = x.map(values => named(features, values) as PairVector);
      const found = pairProbabilities(model, pairs, named(nilFeatures, nil) as NilVector);
      found.forEach((probability, index) => expect(Math.abs(probability - p[index]!)).toBeLessThan(1e-4));
    }
    expect(cases.length).toBeGreaterThanOrEqual(30);
  });

  it('a model whose parts do not fit together is refused', () => {
    const model = LinkerModel.parse(read('linker.json'));
    expect(LinkerModel.safeParse({ ...model, logit: { ...model.logit, w: [1] } }).success).toBe(false);
    expect(LinkerModel.safeParse({ ...model, namesakes: { ...model.namesakes, w: [1] } }).success).toBe(false);
    expect(LinkerModel.safeParse({ ...model, features: ['nobody measures this'] }).success).toBe(false);
  });

  describe('between people of one name', () => {
    const zeros = (names: readonly string[]): Record<string, number> => Object.fromEntries(names.map(name => [name, 0]));
    const nil = zeros(NIL_FEATURES) as NilVector;
    const pair = (values: Partial<PairVector>): PairVector => ({ ...(zeros(PAIR_FEATURES) as PairVector), ...values });
    const [poet, driver, town] = [pair({ namesake: 1, ctxBest: 0.2 }), pair({ namesake: 1, ctxBest: 0.4 }), pair({ ctxBest: 0.9 })];
    /** Trees and logit that know nothing. @param weight of what is said */
    const model = (weight: number): LinkerModel => {
      const { logit, ...rest } = LinkerModel.parse(read('linker.json'));
      return {
        ...rest,
        trees: [0],
        logit: { ...logit, w: logit.w.map(() => 0), v: logit.v.map(() => 0) },
        namesakes: { features: ['ctxBest'], w: [weight] },
        calibration: { slope: 1, offset: 0 },
      };
    };

    it('what is said shares out anew what they have together, and nobody else gains or loses', () => {
      const before = pairProbabilities(model(0), [poet, driver, town], nil);
      const after = pairProbabilities(model(20), [poet, driver, town], nil);
      expect(before[0]).toBeCloseTo(before[1]!, 9);
      expect(after[0]! + after[1]!).toBeCloseTo(before[0]! + before[1]!, 9);
      expect(after[1]! / after[0]!).toBeCloseTo(Math.exp(4), 6);
      expect(after[2]).toBe(before[2]);
    });

    it('the full name of one of them, or there being no other, leaves everything as it is', () => {
      for (const pairs of [
        [poet, town],
        [{ ...poet, fullInText: 1 }, driver],
        [poet, { ...driver, longerHit: 1 }],
      ])
        expect(pairProbabilities(model(20), pairs, nil)).toEqual(pairProbabilities(model(0), pairs, nil));
    });
  });
});
