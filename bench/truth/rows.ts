import { measured, type Check } from '../align/rows.ts';
import type { BenchRow } from '../report.ts';
import type { ScoredTalk, ShownPicture } from './score-talk.ts';

/** 1.96: 95 % of a normal distribution. */
const Z = 1.96;

/** @returns 95 % interval of a share by Wilson's score, which holds near 0 and 1 as well */
export const wilson = (hits: number, of: number): [low: number, high: number] => {
  if (of === 0) return [0, 1];
  const share = hits / of;
  const centre = share + (Z * Z) / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  return [Math.max(0, (centre - spread) / (1 + (Z * Z) / of)), Math.min(1, (centre + spread) / (1 + (Z * Z) / of))];
};

const NOBODY = 'nobody publishes one';

/** @param good whether the share is good enough; absent: nothing is asked of it */
export const shareRow = (
  check: Omit<Check, 'prototype'> & { readonly prototype?: string },
  hits: number,
  of: number,
  good?: (share: number) => boolean,
): BenchRow => {
  const share = of === 0 ? 0 : hits / of;
  const row = measured(
    { prototype: '', peer: NOBODY, ...check },
    `${hits} of ${of} = ${(100 * share).toFixed(1)} %`,
    of > 0 && good?.(share) === true,
  );
  return { ...row, ci: wilson(hits, of), ...(good === undefined && { status: 'measured' }) };
};

const count = <T>(all: readonly T[], holds: (one: T) => boolean): number => all.filter(holds).length;

interface Group {
  readonly name: string;
  readonly data: string;
  readonly talks: readonly ScoredTalk[];
  /** Whether it has to reach what we promise; by kind there are too few for that. */
  readonly isHeld: boolean;
}

const linkRows = ({ name, data, talks, isHeld }: Group): BenchRow[] => {
  const mentions = talks.flatMap(talk => talk.mentions);
  const right = count(mentions, ({ result }) => result === 'right');
  const wrong = count(mentions, ({ result }) => result === 'wrong') + talks.reduce((sum, { stray }) => sum + stray.length, 0);
  const reachable = mentions.filter(mention => mention.reachable);
  const answered = count(reachable, ({ result }) => result === 'right');
  return [
    shareRow(
      { check: `links right, ${name}`, data, threshold: isHeld ? '>= 95 %' : '' },
      right,
      right + wrong,
      isHeld ? share => share >= 0.95 : undefined,
    ),
    shareRow(
      { check: `reachable names answered rightly, ${name}`, data, threshold: isHeld ? '>= 70 %' : '', prototype: isHeld ? '49.7 %' : '' },
      answered,
      reachable.length,
      isHeld ? share => share >= 0.7 : undefined,
    ),
  ];
};

const pictureRow = (name: string, shown: readonly ShownPicture[], isHeld: boolean): BenchRow =>
  shareRow(
    { check: `wrong pictures of shown, ${name}`, data: `${shown.length} pictures`, threshold: isHeld ? '<= 2 %' : '' },
    count(shown, ({ verdict }) => !verdict.right),
    shown.length,
    isHeld ? share => share <= 0.02 : undefined,
  );

const promiseRows = (scored: readonly ScoredTalk[], data: string): BenchRow[] => {
  const shown = scored.flatMap(talk => talk.shown);
  const refusable = scored.flatMap(talk => talk.mentions).filter(({ qid }) => qid === null);
  return [
    ...linkRows({ name: 'all', data, talks: scored, isHeld: true }),
    shareRow(
      { check: 'names without an item refused', data, threshold: '>= 95 %', prototype: '98.8 %' },
      count(refusable, ({ result }) => result !== 'wrong'),
      refusable.length,
      share => share >= 0.95,
    ),
    pictureRow('all', shown, true),
    pictureRow(
      'of named things',
      shown.filter(({ illustrative }) => !illustrative),
      true,
    ),
    pictureRow(
      'of concepts',
      shown.filter(({ illustrative }) => illustrative),
      true,
    ),
    pictureRow(
      'first choices, shown or not',
      scored.flatMap(talk => talk.first),
      true,
    ),
    shareRow({ check: 'stock for a named thing', data, threshold: '0' }, count(shown, ({ isStockForName }) => isStockForName), shown.length, share => share === 0), // prettier-ignore
    shareRow({ check: 'licence and credit complete', data, threshold: '100 %' }, count(shown, ({ hasCredit }) => hasCredit), shown.length, share => share === 1), // prettier-ignore
  ];
};

/** What the corpus says of the product: all of it, then by kind of difficulty. */
export const truthRows = (scored: readonly ScoredTalk[]): readonly BenchRow[] => {
  const names = scored.reduce((sum, { mentions }) => sum + mentions.length, 0);
  const kinds = [...new Set(scored.flatMap(({ talk }) => talk.kinds))].sort();
  return [
    ...promiseRows(scored, `${scored.length} talks, ${names} names`),
    ...kinds.flatMap(kind => {
      const talks = scored.filter(({ talk }) => talk.kinds.includes(kind));
      const shown = talks.flatMap(talk => talk.shown);
      return [...linkRows({ name: kind, data: `${talks.length} talks`, talks, isHeld: false }), pictureRow(kind, shown, false)];
    }),
  ];
};
