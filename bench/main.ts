import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { Argument, Command } from 'commander';
import type { BenchModule, BenchReport, BenchRow } from './report.ts';

/** Every benchmark there is; each is loaded when it is asked for. */
const BENCHMARKS: Readonly<Record<string, () => Promise<BenchModule>>> = {
  align: () => import('./align.ts'),
  transcribe: () => import('./transcribe.ts'),
  truth: () => import('./truth.ts'),
  emphasis: () => import('./emphasis.ts'),
  entities: () => import('./entities.ts'),
  rank: () => import('./rank.ts'),
  providers: () => import('./providers.ts'),
  ingest: () => import('./ingest.ts'),
  'long-talk': () => import('./long-talk.ts'),
  'end-to-end': () => import('./end-to-end.ts'),
  api: () => import('./api.ts'),
  stage: () => import('./stage.ts'),
};

const FIXTURES = resolve(import.meta.dirname, '..', process.env.CUTAWAY_FIXTURES ?? '../shared');

const cell = (row: BenchRow): string => {
  const interval = row.ci === undefined ? '' : ` [${row.ci.map(bound => bound.toFixed(3)).join(', ')}]`;
  return `${row.value ?? '-'}${interval}`;
};

const asTable = ({ name, rows, figures }: BenchReport): string => {
  const head = ['check', 'data', 'value', 'threshold', 'prototype', 'peer', ''];
  const lines = rows.map(row => [row.check, row.data, cell(row), row.threshold, row.prototype, row.peer ?? '', row.status]);
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map(line => line[column]?.length ?? 0)));
  const print = (line: readonly string[]): string =>
    line
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const numbers = Object.entries(figures).map(([figure, value]) => `${figure} ${Number(value.toPrecision(4))}`);
  return [name, print(head), ...lines.map(print), numbers.join(' · ')].join('\n');
};

new Command('npm run bench --')
  .description('Measures, and says beside each number what it is held against. Machines are noisy: look at the ratios.')
  .addArgument(new Argument('<name>', 'what to measure').choices(Object.keys(BENCHMARKS)))
  .option('--json', 'for machines')
  .action(async (name: string, options: { json?: boolean }) => {
    const load = BENCHMARKS[name];
    if (load === undefined) throw new Error(`There is no benchmark "${name}".`);
    const report = await (await load()).run({ fixtures: existsSync(FIXTURES) ? FIXTURES : null });
    const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.versions.node };
    console.log(options.json === true ? JSON.stringify({ ...report, machine, at: new Date().toISOString() }) : asTable(report));
  })
  .parse();
