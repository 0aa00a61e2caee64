import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '../..');

export interface WorkerProcess {
  readonly pid: number;
  readonly healthUrl: string;
  /** Asks it to stop and waits; a message under way goes back to the queue. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly environment: Record<string, string>;
  readonly port: number;
  readonly logFile: string;
}

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(done => child.once('exit', done));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await gone;
  clearTimeout(hard);
};

/** The worker as a process of this machine: the same bundle that the image runs. */
export const startWorker = async ({ environment, port, logFile }: WorkerOptions): Promise<WorkerProcess> => {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  const child = spawn(process.execPath, ['--enable-source-maps', resolve(ROOT, 'dist/worker/main.mjs')], {
    cwd: ROOT,
    detached: true,
    env: { ...environment, PATH: process.env.PATH ?? '', HEALTH_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const killed = (): void => void child.kill('SIGKILL');
  process.once('exit', killed);
  const healthUrl = `http://127.0.0.1:${port}`;
  const isUp = (): Promise<boolean> =>
    fetch(`${healthUrl}/healthz`).then(
      answer => answer.ok,
      () => false,
    );
  for (let waitedMs = 0; !(await isUp()); waitedMs += 100) {
    if (child.exitCode !== null || waitedMs > 30_000) throw new Error(`The worker did not start; see ${logFile}.`);
    await sleep(100);
  }
  return {
    pid: child.pid ?? 0,
    healthUrl,
    stop: async () => {
      process.removeListener('exit', killed);
      await end(child);
    },
  };
};
