import { measured, type Check } from '../align/rows.ts';
import type { BenchRow } from '../report.ts';
import type { ScoredMention, ScoredTalk, ShownPicture } from './score-talk.ts';

/** 1.96: 95 % of a normal distribution. */
const Z = 1.96;

/** @returns 95 % interval of a share by Wilson's score, which holds near 0 and 1 as well */
const wilson = (hits: number, of: number): [low: number, high: number] => {
  if (of === 0) return [0, 1];
  const share = hits / of;
  const centre = share + (Z * Z) / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  return [Math.max(0, (centre - spread) / (1 + (Z * Z) / of)), Math.min(1, (centre + spread) / (1 + (Z * Z) / of))];
};

const NOBODY = 'nobody publishes one';

const shareRow = (
  check: Omit<Check, 'prototype'> & { readonly prototype?: string },
  hits: number,
  of: number,
  good: (share: number) => boolean,
): BenchRow => {
  const share = of === 0 ? 0 : hits / of;
  return {
    ...measured({ prototype: '', peer: NOBODY, ...check }, `${hits} of ${of} = ${(100 * share).toFixed(1)} %`, of > 0 && good(share)),
    ci: wilson(hits, of),
  };
};

const count = <T>(all: readonly T[], holds: (one: T) => boolean): number => all.filter(holds).length;

const linkRows = (name: string, data: string, mentions: readonly ScoredMention[], stray: number, isHeld: boolean): BenchRow[] => {
  const right = count(mentions, ({ result }) => result === 'right');
  const wrong = count(mentions, ({ result }) => result === 'wrong') + stray;
  const reachable = mentions.filter(mention => mention.reachable);
  return [
    shareRow(
      { check: `links right, ${name}`, data, threshold: isHeld ? '>= 95 %' : '' },
      right,
      right + wrong,
      share => !isHeld || share >= 0.95,
    ),
    shareRow(
      { check: `reachable names answered rightly, ${name}`, data, threshold: isHeld ? '>= 70 %' : '', prototype: '49.7 %' },
      count(reachable, ({ result }) => result === 'right'),
      reachable.length,
      share => !isHeld || share >= 0.7,
    ),
  ];
};

const pictureRow = (name: string, data: string, shown: readonly ShownPicture[], isHeld: boolean): BenchRow =>
  shareRow(
    { check: `wrong pictures of shown, ${name}`, data, threshold: isHeld ? '<= 2 %' : '' },
    count(shown, ({ verdict }) => !verdict.right),
    shown.length,
    share => !isHeld || share <= 0.02,
  );

/** What the corpus says of the product: all of it, then by kind of difficulty. */
export const truthRows = (scored: readonly ScoredTalk[]): readonly BenchRow[] => {
  const mentions = scored.flatMap(talk => talk.mentions);
  const shown = scored.flatMap(talk => talk.shown);
  const data = `${scored.length} talks, ${mentions.length} names`;
  const refusable = mentions.filter(({ qid }) => qid === null);
  const kinds = [...new Set(scored.flatMap(({ talk }) => talk.kinds))].sort();
  const ofKind = (kind: string): readonly ScoredTalk[] => scored.filter(({ talk }) => talk.kinds.includes(kind));
  return [
    ...linkRows(
      'all',
      data,
      mentions,
      scored.reduce((sum, { stray }) => sum + stray.length, 0),
      true,
    ),
    shareRow(
      { check: 'names without an item refused', data, threshold: '>= 95 %', prototype: '98.8 %' },
      count(refusable, ({ result }) => result !== 'wrong'),
      refusable.length,
      share => share >= 0.95,
    ),
    pictureRow('all', `${shown.length} pictures`, shown, true),
    pictureRow(
      'of named things',
      data,
      shown.filter(({ illustrative }) => !illustrative),
      true,
    ),
    pictureRow(
      'of concepts',
      data,
      shown.filter(({ illustrative }) => illustrative),
      true,
    ),
    pictureRow(
      'first choices, shown or not',
      data,
      scored.flatMap(talk => talk.first),
      true,
    ),
    shareRow(
      { check: 'stock for a named thing', data, threshold: '0' },
      count(shown, ({ isStockForName }) => isStockForName),
      shown.length,
      share => share === 0,
    ),
    shareRow(
      { check: 'licence and credit complete', data, threshold: '100 %' },
      count(shown, ({ hasCredit }) => hasCredit),
      shown.length,
      share => share === 1,
    ),
    ...kinds.flatMap(kind => {
      const talks = ofKind(kind);
      const stray = talks.reduce((sum, talk) => sum + talk.stray.length, 0);
      return [
        ...linkRows(
          kind,
          `${talks.length} talks`,
          talks.flatMap(talk => talk.mentions),
          stray,
          false,
        ),
        pictureRow(
          kind,
          `${talks.length} talks`,
          talks.flatMap(talk => talk.shown),
          false,
        ),
      ];
    }),
  ];
};
