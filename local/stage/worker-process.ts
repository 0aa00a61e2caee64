import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '../..');

export interface WorkerProcess {
  readonly pid: number;
  readonly healthUrl: string;
  /** Resolves when the process is gone, whoever ended it. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** Asks it to stop and waits; a message under way goes back to the queue. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly environment: Record<string, string>;
  readonly port: number;
  readonly logFile: string;
  /** Told the process as soon as it is there. */
  readonly onSpawn?: (pid: number) => void;
}

const end = async (child: ChildProcess, exited: WorkerProcess['exited']): Promise<void> => {
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await exited;
  clearTimeout(hard);
};

/** The worker as a process of this machine: the same bundle that the image runs. */
export const startWorker = async ({ environment, port, logFile, onSpawn }: WorkerOptions): Promise<WorkerProcess> => {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  const child = spawn(process.execPath, ['--enable-source-maps', resolve(ROOT, 'dist/worker/main.mjs')], {
    cwd: ROOT,
    detached: true,
    env: { ...environment, PATH: process.env.PATH ?? '', HEALTH_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) onSpawn?.(child.pid);
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const killed = (): void => void child.kill('SIGKILL');
  process.once('exit', killed);
  const exited: WorkerProcess['exited'] = new Promise(done =>
    child.once('exit', (code, signal) => {
      process.removeListener('exit', killed);
      done({ code, signal });
    }),
  );
  const healthUrl = `http://127.0.0.1:${port}`;
  const isUp = (): Promise<boolean> =>
    fetch(`${healthUrl}/healthz`).then(
      answer => answer.ok,
      () => false,
    );
  for (let waitedMs = 0; !(await isUp()); waitedMs += 100) {
    if (child.exitCode !== null || child.signalCode !== null || waitedMs > 30_000)
      throw new Error(`The worker did not start; see ${logFile}.`);
    await sleep(100);
  }
  return {
    pid: child.pid ?? 0,
    healthUrl,
    exited,
    stop: () => end(child, exited),
  };
};
