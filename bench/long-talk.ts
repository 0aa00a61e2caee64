import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import * as z from 'zod';
import { limitRow } from './emphasis/rows.ts';
import type { BenchReport } from './report.ts';

const HOURS = 3;

/** What `hear-long-talk.ts` reports. */
const Heard = z.object({ seconds: z.number(), words: z.number(), placed: z.number(), peakMegabytes: z.number(), processor: z.number() });

/** In a process of its own, so that nothing else is in its memory. */
const hear = (): Promise<z.infer<typeof Heard>> =>
  new Promise((settle, fail) => {
    const child = spawn(
      process.execPath,
      [...process.execArgv, resolve(import.meta.dirname, 'emphasis/hear-long-talk.ts'), String(HOURS)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
    child.on('error', fail);
    child.on('close', code =>
      code === 0 ? settle(Heard.parse(JSON.parse(output))) : fail(new Error(`hearing ended with ${code ?? 'a signal'}`)),
    );
  });

/** Three hours of speech with their words through alignment and emphasis together. Takes some minutes. */
export const run = async (): Promise<BenchReport> => {
  const { seconds, words, placed, peakMegabytes, processor } = await hear();
  const data = `${Math.round(seconds / 60)} min of joined clips, ${words} words`;
  return {
    name: 'long-talk',
    rows: [
      limitRow({ check: 'peak memory of the process, MB', data, prototype: '550 for 60 min of alignment' }, Math.round(peakMegabytes), 700),
      limitRow({ check: 'processor time, share of real time', data, prototype: '.05' }, processor / seconds, 0.1),
      limitRow({ check: 'words not placed', data, prototype: '0' }, 1 - placed / words, 0.005),
    ],
    figures: { peakMegabytes, processor, seconds },
  };
};
