/** Fits `concepts.json`, which words of a talk deserve a picture, on the captioned sentences of VC1.5K. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { areaUnderCurve } from '../statistics.ts';
import { fitConcepts, heldOutWords } from './train/fit-concepts.ts';
import { conceptRows } from './train/rows.ts';

const FIXTURES = resolve(import.meta.dirname, '../..', process.env.CUTAWAY_FIXTURES ?? '../shared');

export const train = async (): Promise<void> => {
  const rows = await conceptRows(FIXTURES);
  const words = heldOutWords(rows);
  const curve = (some: typeof words): string =>
    areaUnderCurve(some.flatMap(({ row, wanted }) => (row.isWanted ? [] : [wanted])), some.flatMap(({ row, wanted }) => (row.isWanted ? [wanted] : []))).toFixed(4);
  console.log(`${rows.length} words; AUC of all ${curve(words)}, of content words ${curve(words.filter(({ row }) => row.isContentWord))}`);
  writeFileSync(join(import.meta.dirname, 'concepts.json'), `${JSON.stringify(fitConcepts(rows))}\n`);
};
