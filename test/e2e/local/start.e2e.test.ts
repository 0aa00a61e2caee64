import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { LocalState } from '../../../cli/stage/local-state.ts';
import { freePort } from '../../../local/emulator/ministack.ts';
import { isPortTaken } from '../../../local/preflight.ts';
import { runCommand } from '../../cli/run-command.ts';
import { committed } from '../../support/fixtures.ts';

const home = mkdtempSync(join(tmpdir(), 'cutaway-start-'));
const [port, sandboxPort] = [await freePort(), await freePort()];
const stateFile = join(home, 'local.json');
const state = (): LocalState => LocalState.parse(JSON.parse(readFileSync(stateFile, 'utf8')));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGTERM');
  rmSync(home, { recursive: true, force: true });
});

interface Start {
  readonly pid: number;
  /** Everything it said so far. */
  readonly said: () => string;
  /** Resolves when it has said something that fits. */
  readonly says: (text: RegExp) => Promise<void>;
  readonly ended: Promise<number | string>;
}

/** As `npm start` runs it, in a folder of its own. */
const start = (...args: readonly string[]): Start => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', committed('local/start.ts'), '--port', String(port), '--sandbox-port', String(sandboxPort), ...args],
    { cwd: committed('.'), env: { ...process.env, CUTAWAY_HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  started.push(child);
  let said = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      for (const listener of listeners) listener();
    });
  const ended = new Promise<number | string>(done => child.once('close', (code, signal) => done(code ?? signal ?? 'unknown')));
  const says = (text: RegExp): Promise<void> =>
    new Promise((done, fail) => {
      const listener = (): void => {
        if (!text.test(said)) return;
        listeners.delete(listener);
        done();
      };
      listeners.add(listener);
      listener();
      void ended.then(code => fail(new Error(`it ended with ${code} and said:\n${said}`)));
    });
  return { pid: child.pid ?? 0, said: () => said, says, ended };
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const nothingIsLeft = async (pids: readonly number[]): Promise<void> => {
  expect(pids.filter(isAlive)).toEqual([]);
  expect([await isPortTaken(port), await isPortTaken(sandboxPort)]).toEqual([false, false]);
  expect([existsSync(stateFile), existsSync(join(home, 'start.json'))]).toEqual([false, false]);
};

describe('npm start', () => {
  it('says in plain words that a port is taken, and starts nothing', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    try {
      const attempt = start();
      expect(await attempt.ended).toBe(1);
      expect(attempt.said()).toContain(`Port ${port} is taken by another program.`);
      expect(attempt.said()).not.toMatch(/\bat .*\.ts:\d+/);
    } finally {
      await new Promise(done => other.close(done));
    }
    await nothingIsLeft([]);
  });

  it('stops everything it has started when it is interrupted in the middle of the deployment', async () => {
    const attempt = start('--no-samples');
    await attempt.says(/ deploy\n/);
    const { processes } = JSON.parse(readFileSync(join(home, 'start.json'), 'utf8')) as { processes: Record<string, number> };
    process.kill(attempt.pid, 'SIGINT');
    expect(await attempt.ended).toBe(130);
    await nothingIsLeft(Object.values(processes));
  });

  it('stays up with its address as the last line, once; starts after a crash with its users; and stops as a whole', async () => {
    const first = start('--no-samples');
    await first.says(/^ready /m);
    const before = state();
    expect(first.said().trimEnd().split('\n').at(-1)).toBe(`ready ${before.apiUrl}`);
    expect(first.said()).toMatch(/^ *\d+\.\d s {2}deploy$/m);
    expect((await fetch(`${before.apiUrl}/v1/health`)).status).toBe(200);
    expect(Object.keys(before.pids)).toEqual(expect.arrayContaining(['emulator', 'start', 'worker0']));

    const second = start();
    expect(await second.ended).toBe(0);
    expect(second.said().trimEnd().split('\n')).toEqual(['A local stage is running already.', `ready ${before.apiUrl}`]);

    // The command line finds the stage and its demo login by itself.
    writeFileSync(join(home, 'talk.srt'), '1\n00:00:00,000 --> 00:00:03,000\nWell then, here we go again.\n');
    const enriched = await runCommand(['enrich', 'talk.srt', '--out', 'out'], home, { CUTAWAY_HOME: home });
    expect([enriched.code, enriched.stdout]).toEqual([0, expect.stringMatching(/Nothing to show|No pictures/)]);
    expect(existsSync(join(home, 'out/storyboard.html'))).toBe(true);

    process.kill(first.pid, 'SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    const third = start('--no-samples');
    await third.says(/^ready /m);
    expect(state().demo).toEqual(before.demo);
    expect(Object.values(before.pids).filter(isAlive)).toEqual([]);

    const { pids } = state();
    process.kill(third.pid, 'SIGTERM');
    expect(await third.ended).toBe(143);
    await nothingIsLeft(Object.values(pids));
  }, 600_000);
});
