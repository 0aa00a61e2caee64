import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { BenchReport } from './report.ts';

const LEAST_RATIO = 0.8;
const MOST_MEGABYTES = 400;

/** What `ingest-pictures.ts` reports; `ours` and `bare` are milliseconds of processor time a picture. */
const Ingested = z.object({
  ours: z.number(),
  bare: z.number(),
  peakMegabytes: z.number(),
  files: z.int(),
  kilobytes: z.number(),
  parallelCalls: z.int(),
});

const ingest = (): Promise<z.infer<typeof Ingested>> =>
  new Promise((settle, fail) => {
    const script = resolve(import.meta.dirname, 'ingest/ingest-pictures.ts');
    const child = spawn(process.execPath, [...process.execArgv, script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
    child.on('error', fail);
    child.on('close', code =>
      code === 0 ? settle(Ingested.parse(JSON.parse(output))) : fail(new Error(`ingest ended with ${code ?? 'a signal'}`)),
    );
  });

/** A downloaded picture to the files that are kept, against sharp alone at the same work. */
export const run = async (): Promise<BenchReport> => {
  const { ours, bare, peakMegabytes, files, kilobytes, parallelCalls } = await ingest();
  const ratio = bare / ours;
  const data = `12 MP JPEG to ${files} files`;
  const prototype = '-';
  return {
    name: 'ingest',
    rows: [
      {
        check: 'speed against sharp alone, processor time',
        data,
        value: Number(ratio.toFixed(3)),
        threshold: `>= ${LEAST_RATIO}`,
        prototype,
        peer: `sharp: ${bare.toFixed(0)} ms`,
        status: ratio >= LEAST_RATIO ? 'pass' : 'fail',
      },
      {
        check: 'peak memory of the process, MB',
        data: `${parallelCalls} callers at once`,
        value: Math.round(peakMegabytes),
        threshold: `<= ${MOST_MEGABYTES}`,
        prototype,
        status: peakMegabytes <= MOST_MEGABYTES ? 'pass' : 'fail',
      },
    ],
    figures: { 'ms a picture': ours, 'ms sharp alone': bare, 'KB stored': kilobytes },
  };
};
