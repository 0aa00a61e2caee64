import { join, resolve } from 'node:path';
import { wordConceptFinder } from '../core/src/entities/concepts/word-concept-finder.ts';
import { loadLinker } from '../core/src/entities/link/load-linker.ts';
import { exampleDeps } from '../models/linker/train/read-examples.ts';
import { wantedRows } from './entities/concept-rows.ts';
import { linkRows } from './entities/link-rows.ts';
import { nameRows } from './entities/name-rows.ts';
import { speedRows } from './entities/speed-rows.ts';
import type { BenchOptions, BenchReport, BenchRow } from './report.ts';

const MODELS = resolve(import.meta.dirname, '../models');
const PARTS = ['speed', 'names', 'links', 'concepts'] as const;

const notRun = (part: string): BenchRow => ({
  check: part,
  data: 'gold sets, in the folder of larger fixtures',
  value: null,
  threshold: '',
  prototype: '',
  status: 'not run here',
});

/** Names, links, concepts, speed. Takes several minutes: five linkers are fitted, so that none is asked about what it has seen. */
export const run = async ({ fixtures }: BenchOptions): Promise<BenchReport> => {
  if (fixtures === null) return { name: 'entities', rows: PARTS.map(notRun), figures: {} };
  const linker = await loadLinker(join(MODELS, 'linker'));
  const deps = exampleDeps(fixtures, linker.grouper, linker.wordWeight);
  const concepts = wordConceptFinder({
    embedder: deps.embedder,
    modelFolder: join(MODELS, 'concepts'),
    vocabularyFolder: join(MODELS, 'all-MiniLM-L6-v2'),
  });
  const rows = [
    ...(await speedRows(fixtures, { ...deps, linker, concepts })),
    ...(await nameRows(fixtures, deps.recogniser)),
    ...(await linkRows(fixtures, deps)),
    ...(await wantedRows(fixtures)),
  ];
  return { name: 'entities', rows, figures: {} };
};
