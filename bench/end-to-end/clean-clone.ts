import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../local/emulator/ministack.ts';
import type { BenchRow } from '../report.ts';
import { below, measured, notRun } from '../stage/rows.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MOST_SECONDS = 240;
const CHECK = 'clean clone to the first timeline, s';
const DATA = 'what is committed, npm ci, npm start';

/** The project's own programs must not help a clone that has none. */
const PATH = (process.env.PATH ?? '')
  .split(delimiter)
  .filter(folder => !folder.startsWith(ROOT))
  .join(delimiter);

/**
 * Sends nothing to our own output, which may be JSON.
 * @returns seconds until it ended, or until a line shows what is waited for, and the code it ended with
 * @throws where it fails before that
 */
const run = (command: string, args: readonly string[], cwd: string, awaited?: RegExp): Promise<{ seconds: number; code: number }> =>
  new Promise((done, fail) => {
    const began = performance.now();
    const seconds = (): number => (performance.now() - began) / 1_000;
    const child = spawn(command, args, { cwd, env: { ...process.env, PATH, INIT_CWD: cwd }, stdio: ['ignore', 'pipe', 'inherit'] });
    const said: string[] = [];
    let seen: number | null = null;
    createInterface(child.stdout).on('line', line => {
      said.push(line);
      if (awaited?.test(line) === true) seen ??= seconds();
    });
    child.once('error', fail);
    child.once('close', code => {
      if (code !== 0 && seen === null) fail(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said.slice(-20).join('\n')}`));
      else done({ seconds: seen ?? seconds(), code: code ?? 1 });
    });
  });

const megabytesOf = (folder: string): number => Number(execFileSync('du', ['-sm', folder], { encoding: 'utf8' }).split('\t')[0]);

/** What a new user does, with a stopwatch. Needs `git` and npm's registry. */
export const cleanClone = async (): Promise<readonly BenchRow[]> => {
  const home = mkdtempSync(join(tmpdir(), 'cutaway-clone-'));
  const clone = join(home, 'cutaway');
  try {
    console.error('clean clone');
    const cloning = await run('git', ['clone', '--quiet', '--no-hardlinks', ROOT, clone], home);
    console.error('npm ci');
    const installing = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], clone);
    console.error('npm start -- --once');
    const ports = ['--port', String(await freePort()), '--sandbox-port', String(await freePort())];
    const starting = await run('npm', ['start', '--', '--once', ...ports], clone, /^\s+(completed|partial) in .* [1-9]\d* pictures$/);
    return [
      below(CHECK, DATA, cloning.seconds + installing.seconds + starting.seconds, MOST_SECONDS, 's', 'comparable projects: an afternoon'),
      measured('  of it git clone, s', DATA, cloning.seconds),
      measured('  of it npm ci, s', DATA, installing.seconds),
      measured('  of it npm start until the first timeline, s', DATA, starting.seconds),
      below('  exit code: every sample has pictures', DATA, starting.code, 0, 'is success'),
      measured('installed by npm ci, MB', DATA, megabytesOf(join(clone, 'node_modules'))),
      measured('cloned, MB', DATA, megabytesOf(join(clone, '.git'))),
    ];
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return [notRun(CHECK, DATA, `< ${MOST_SECONDS} s`)];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};
