import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { committed } from '../support/fixtures.ts';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a user does. @param folder where the user stands @param environment beside the tester's own */
export const runCommand = (
  args: readonly string[],
  folder = committed('.'),
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandResult> =>
  new Promise(settle => {
    const tsx = resolve(committed('node_modules'), 'tsx/dist/cli.mjs');
    execFile(
      process.execPath,
      [tsx, committed('cli/main.ts'), ...args],
      { env: { ...process.env, INIT_CWD: folder, ...environment }, maxBuffer: 64 * 1_024 ** 2 },
      (error, stdout, stderr) => settle({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, stdout, stderr }),
    );
  });
