import { CLASS_GROUPS } from '../../../core/src/entities/link/class-group.ts';
import type { LinkerModel, PairVector } from '../../../core/src/entities/link/linker-model.ts';
import type { LinkExample } from './examples.ts';

const TYPES = ['PER', 'LOC', 'ORG', 'MISC', 'NONE'] as const;

/** ln P(group | type, right) − ln P(group | type, wrong), from counts that start at 1; 0 where the type is not known. */
export const typeLogOdds = (examples: readonly LinkExample[]): LinkerModel['typeLogOdds'] => {
  const counts = TYPES.map(() => CLASS_GROUPS.map(() => ({ right: 1, wrong: 1 })));
  for (const { type, gold, qids, groups } of examples) {
    for (const [index, group] of groups.entries()) {
      const count = counts[TYPES.findIndex(one => one === type)]?.[CLASS_GROUPS.indexOf(group)];
      if (count !== undefined) count[qids[index] === gold ? 'right' : 'wrong'] += 1;
    }
  }
  const table = counts.map((row, type) => {
    const sum = row.reduce((a, b) => ({ right: a.right + b.right, wrong: a.wrong + b.wrong }));
    return row.map(({ right, wrong }) => (TYPES[type] === 'NONE' ? 0 : Number(Math.log((right / sum.right) * (sum.wrong / wrong)).toFixed(4))));
  });
  return { types: [...TYPES], groups: [...CLASS_GROUPS], table };
};

/** @returns the pairs of an example with what the table says of its types */
export const withTypeOdds = ({ type, types, groups, pairs }: LinkExample, odds: LinkerModel['typeLogOdds']): readonly PairVector[] => {
  const of = (name: string, group: string): number => odds.table[odds.types.indexOf(name)]?.[odds.groups.indexOf(group)] ?? 0;
  return pairs.map((pair, index) => {
    const group = groups[index]!;
    const talk = types.reduce((sum, one) => sum + of(one, group), 0) / Math.max(1, types.length);
    return { ...pair, typeLO: of(type, group), typeTalk: talk };
  });
};
