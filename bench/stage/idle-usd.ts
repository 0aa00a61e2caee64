import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../..');

/** What `test/lib/rules/cost.ts` holds below its limit. @returns USD a month of the stage dev that nobody uses */
export const idleUsd = async (): Promise<number> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'test/lib/support/print-idle-cost.ts'], { cwd: ROOT });
  return Number(stdout);
};
