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
    expect(LinkerModel.safeParse({ ...model, features: ['nobody measures this'] }).success).toBe(false);
  });
});
