import { type LinkerModel, namesakesOf } from '../../../core/src/entities/link/linker-model.ts';
import { conditionalLogit } from './conditional-logit.ts';
import { NAMESAKE_VARIANTS, type Variant } from './examples.ts';
import type { Prepared } from './prepare.ts';
import { significant, standard, standardised } from './standardise.ts';

/**
 * Few, because a few dozen names teach them: how well known somebody is, whether they ever lived, and how well they go with what is
 * said. Chosen by how likely they make what is right in documents held out (146 names: .46 nats a name, .69 by popularity and
 * context alone); of sets that do so about equally well (.43 to .46), the plainest that does not forget lesser known people.
 */
const FEATURES = ['pop', 'k_first', 'g_FICT', 'ctxWin', 'ctxBest', 'cohTop3', 'cohMax', 'ovSent', 'descMentions'] as const;
const LEARNT_FROM: ReadonlySet<Variant> = new Set(['gold', 'surname', 'flat', ...NAMESAKE_VARIANTS]);
const L2 = 1;

/**
 * What trees and logit learn from all names is that the best known is right, because among people of one name that a text calls by
 * the full name elsewhere it is.
 * @returns weights that decide between people of one name by that one word alone
 */
export const fitNamesakes = (cases: readonly Prepared[]): LinkerModel['namesakes'] => {
  const learnt = cases.flatMap(({ variant, pairs, right, weight }) => {
    const bearers = LEARNT_FROM.has(variant) ? namesakesOf(pairs) : [];
    if (!bearers.includes(right)) return [];
    return [{ rows: bearers.map(index => FEATURES.map(name => pairs[index]![name])), right: bearers.indexOf(right), weight }];
  });
  const scale = standard(learnt.flatMap(({ rows }) => rows));
  const { w } = conditionalLogit(
    learnt.map(({ rows, right, weight }) => ({ pairs: rows.map(row => standardised(scale, row)), nil: null, right, weight })),
    L2,
  );
  return { features: [...FEATURES], w: [...w].map((value, at) => significant(value / scale.sd[at]!)) };
};
