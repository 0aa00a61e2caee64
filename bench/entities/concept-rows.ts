import { areaUnderCurve } from '../../models/statistics.ts';
import { type HeldOutWord, heldOutWords } from '../../models/concepts/train/fit-concepts.ts';
import { conceptRows } from '../../models/concepts/train/rows.ts';
import type { BenchRow } from '../report.ts';
import { intervalByDocument } from './resample.ts';

const curve = (words: readonly HeldOutWord[]): number => {
  const of = (isWanted: boolean): readonly number[] => words.flatMap(({ row, wanted }) => (row.isWanted === isWanted ? [wanted] : []));
  return areaUnderCurve(of(false), of(true));
};

const row = (words: readonly HeldOutWord[], which: string, least: number, prototype: string): BenchRow => ({
  check: `words worth a picture, area under the curve, ${which} (what the talk is about held out, 5 folds)`,
  data: `VC1.5K, ${words.length} words of ${new Set(words.map(({ row: { sentence } }) => sentence)).size} sentences`,
  value: curve(words).toFixed(3),
  ci: intervalByDocument([...Map.groupBy(words, word => word.row.context).values()], drawn => curve(drawn.flat())),
  threshold: `≥ ${least}`,
  prototype,
  status: curve(words) >= least ? 'pass' : 'fail',
});

/** Which words people wanted to see, by models that have seen no talk about the same thing. */
export const wantedRows = async (fixtures: string): Promise<readonly BenchRow[]> => {
  const words = heldOutWords(await conceptRows(fixtures));
  const sentences = [...Map.groupBy(words, word => word.row.sentence).values()].filter(some =>
    some.some(({ row: { isWanted } }) => isWanted),
  );
  const top = sentences.filter(some => some.reduce((best, word) => (word.wanted > best.wanted ? word : best)).row.isWanted).length;
  return [
    row(words, 'all words', 0.92, '0.940'),
    row(
      words.filter(word => word.row.isContentWord),
      'content words',
      0.88,
      '0.904',
    ),
    {
      check: 'likeliest word of a sentence was wanted, %',
      data: `VC1.5K, ${sentences.length} sentences with a wanted word`,
      value: ((100 * top) / sentences.length).toFixed(1),
      threshold: 'reported',
      prototype: '82',
      peer: 'chance 16',
      status: 'pass',
    },
  ];
};
