import { join } from 'node:path';
import { THRESHOLDS } from '../../core/src/entities/link/link-entities.ts';
import { loadLinker } from '../../core/src/entities/link/load-linker.ts';
import { corrected } from '../../models/linker/train/corrections.ts';
import { type ExampleDeps, linkExamples, type Variant, VARIANTS } from '../../models/linker/train/examples.ts';
import { coverage, isShown, linkFigures, precision } from '../../models/linker/train/figures.ts';
import { readGold } from '../../models/linker/train/gold.ts';
import { type HeldOut, heldOut, weighExample } from '../../models/linker/train/held-out.ts';
import { allExamples } from '../../models/linker/train/read-examples.ts';
import type { BenchRow } from '../report.ts';
import { intervalByDocument } from './resample.ts';

const LINKER = join(import.meta.dirname, '../../models/linker');
/** The product's settings, and the prototype's default. */
const REPORTED = [THRESHOLDS.balanced, THRESHOLDS.normal, 0.85] as const;
/** What the product asks for where the knowledge base is a folder that lacks most items, as here: what it does is judged by this. */
const JUDGED = THRESHOLDS.strict;
const LEAST = { precision: 0.95, coverage: 0.45 } as const;

/** Kinds of spans, each with the prototype's precision and share of the reachable. */
const SPANS: Partial<Readonly<Record<Variant, { readonly name: string; readonly prototype: Readonly<Record<number, string>> }>>> = {
  gold: {
    name: 'gold spans',
    prototype: { 0.7: '91.1, 73.8 of reachable', 0.85: '95.1, 57.6 of reachable', 0.9: '96.1, 43.1 of reachable' },
  },
  own: { name: 'own spans, cased', prototype: { 0.7: '90.5', 0.85: '93.3', 0.9: '96.0' } },
  excerpt: { name: 'gold spans, two sentences at a time', prototype: {} },
  heard: { name: 'own spans, as a recogniser writes', prototype: { 0.7: '90.8', 0.85: '96.6', 0.9: '98.0' } },
};

const percent = (share: number): string => (100 * share).toFixed(1);

const byDocument = (answers: readonly HeldOut[]): readonly (readonly HeldOut[])[] => [
  ...Map.groupBy(answers, ({ example }) => example.document).values(),
];

const spanRows = (answers: readonly HeldOut[]): readonly BenchRow[] =>
  Object.entries(SPANS).flatMap(([variant, { name, prototype }]) => {
    const some = answers.filter(({ example }) => example.variant === variant && example.isJudged);
    return [...REPORTED, JUDGED].map((threshold): BenchRow => {
      const figures = linkFigures(some, threshold);
      const isJudged = threshold === JUDGED;
      const isGood = precision(figures) >= LEAST.precision && coverage(figures) >= LEAST.coverage;
      return {
        check: `links right at ${threshold}, % (${name}; documents held out, 5 folds)`,
        data: `GUM and Wiki-Fair, ${figures.names} names, ${figures.reachable} reachable, ${figures.answered} answered`,
        value: `${percent(precision(figures))}; right of the reachable ${percent(coverage(figures))}`,
        ci: intervalByDocument(byDocument(some), drawn => 100 * precision(linkFigures(drawn.flat(), threshold))),
        threshold: isJudged ? `≥ ${100 * LEAST.precision}, ≥ ${100 * LEAST.coverage} of the reachable` : 'reported',
        prototype: prototype[threshold] ?? '',
        peer: threshold === 0.85 && variant === 'gold' ? 'the most popular candidate 59' : '',
        status: !isJudged || isGood ? 'pass' : 'fail',
      };
    });
  });

const share = (answers: readonly HeldOut[], holds: (answer: HeldOut) => boolean): number =>
  answers.filter(holds).length / Math.max(1, answers.length);

const shareRow = (
  row: Pick<BenchRow, 'check' | 'data' | 'prototype' | 'peer'>,
  answers: readonly HeldOut[],
  holds: (answer: HeldOut) => boolean,
  least: number,
): BenchRow => ({
  ...row,
  data: `${row.data}, ${answers.length} names`,
  value: percent(share(answers, holds)),
  ci: intervalByDocument(byDocument(answers), drawn => 100 * share(drawn.flat(), holds)),
  threshold: `≥ ${least}`,
  status: 100 * share(answers, holds) >= least ? 'pass' : 'fail',
});

const isAmbiguous = ({ isReachable, example }: HeldOut): boolean => isReachable && example.qids.length > 1;

/** How far stated probabilities are from how often they are right: ten bins, weighted by size. */
const calibrationError = (answers: readonly HeldOut[]): number => {
  const stated = answers.flatMap(({ best, isRight }) => (best === null ? [] : [{ probability: best.probability, right: isRight ? 1 : 0 }]));
  const bins = Map.groupBy(stated, ({ probability }) => Math.min(9, Math.floor(10 * probability)));
  const gap = (bin: typeof stated): number => Math.abs(bin.reduce((sum, { probability, right }) => sum + probability - right, 0));
  return [...bins.values()].reduce((sum, bin) => sum + gap(bin), 0) / stated.length;
};

const emersonRow = async (fixtures: string, deps: ExampleDeps): Promise<BenchRow> => {
  const { model } = await loadLinker(LINKER);
  const answers: HeldOut[] = [];
  for (const gold of readGold(fixtures, 'emerson')) {
    answers.push(...(await linkExamples(gold, 'gold', deps)).map(example => weighExample(model, example)));
  }
  const right = answers.filter(({ isRight }) => isRight).length;
  const shown = answers.filter(answer => isShown(answer, JUDGED));
  const wrong = shown.filter(({ isRight }) => !isRight).length;
  return {
    check: `three people of one name, right of 30; wrong shown at ${JUDGED}`,
    data: 'Emerson, in no training set',
    value: `${right} right; ${shown.length} shown, ${wrong} wrong`,
    threshold: '≥ 18 right, 0 wrong shown',
    prototype: '20 right, 0 shown',
    peer: 'the most popular candidate 10',
    status: right >= 18 && wrong === 0 ? 'pass' : 'fail',
  };
};

/** Links of documents that the model asked has not seen; five models are fitted for it. */
export const linkRows = async (fixtures: string, deps: ExampleDeps): Promise<readonly BenchRow[]> => {
  const published = await allExamples(fixtures, VARIANTS, deps);
  // As the product does: its thresholds are held against calibrated probabilities.
  const answers = heldOut(corrected(published, LINKER), published, (await loadLinker(LINKER)).model.calibration);
  const of = (variant: Variant): readonly HeldOut[] => answers.filter(({ example }) => example.variant === variant && example.isJudged);
  const gold = of('gold');
  const error = calibrationError(gold);
  return [
    ...spanRows(answers),
    shareRow(
      {
        check: 'right item first, of ambiguous names, %',
        data: 'GUM and Wiki-Fair, gold spans',
        prototype: '89.3',
        peer: 'the most popular candidate 74.0',
      },
      gold.filter(isAmbiguous),
      ({ isRight }) => isRight,
      87,
    ),
    shareRow(
      {
        check: 'right item first, surname only and ambiguous, %',
        data: 'full names cut to the last word',
        prototype: '80–84',
        peer: 'the most popular candidate 45',
      },
      of('surname').filter(isAmbiguous),
      ({ isRight }) => isRight,
      78,
    ),
    shareRow(
      {
        check: `refused at ${JUDGED} where the right item is no candidate, %`,
        data: 'GUM and Wiki-Fair, gold spans',
        prototype: '99.4',
        peer: '',
      },
      gold.filter(({ isReachable }) => !isReachable),
      answer => !isShown(answer, JUDGED),
      98,
    ),
    {
      check: 'calibration error, ten bins, %',
      data: 'gold spans',
      value: percent(error),
      threshold: '≤ 5',
      prototype: '3.5',
      status: error <= 0.05 ? 'pass' : 'fail',
    },
    await emersonRow(fixtures, deps),
  ];
};
