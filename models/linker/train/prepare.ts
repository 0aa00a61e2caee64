import { NIL_FEATURES } from '../../../core/src/entities/link/features.ts';
import type { LinkerModel, PairVector } from '../../../core/src/entities/link/linker-model.ts';
import type { LinkExample, Variant } from './examples.ts';
import { withTypeOdds } from './type-odds.ts';

/** Copies that exist to teach one thing, that popularity or type may say nothing, count less than the texts as they are. */
const VARIANT_WEIGHT: Readonly<Record<Variant, number>> = { gold: 1, own: 1, heard: 1, surname: 1, flat: 0.3, untyped: 0.3, excerpt: 0.5, 'surname-flat': 0.5, 'surname-excerpt': 0.5 };

/** A document that repeats one name would otherwise outweigh those that name many things. */
const weightsOf = (examples: readonly LinkExample[]): readonly number[] => {
  const keyOf = ({ variant, document, surface }: LinkExample): string => [variant, document, surface.toLowerCase()].join('|');
  const counts = new Map<string, number>();
  for (const example of examples) counts.set(keyOf(example), (counts.get(keyOf(example)) ?? 0) + 1);
  return examples.map(example => VARIANT_WEIGHT[example.variant] / Math.sqrt(counts.get(keyOf(example)) ?? 1));
};

/** An example with candidates, ready to learn from. */
export interface Prepared {
  readonly variant: Variant;
  readonly pairs: readonly PairVector[];
  readonly nil: readonly number[];
  readonly right: number;
  readonly weight: number;
}

/** @returns those that have candidates */
export const prepared = (examples: readonly LinkExample[], odds: LinkerModel['typeLogOdds']): readonly Prepared[] => {
  const weights = weightsOf(examples);
  return examples.flatMap((example, index) => {
    const { nil } = example;
    if (nil === null) return [];
    const right = example.gold === null ? -1 : example.qids.indexOf(example.gold);
    return [{ variant: example.variant, pairs: withTypeOdds(example, odds), nil: NIL_FEATURES.map(name => nil[name]), right, weight: weights[index]! }];
  });
};
