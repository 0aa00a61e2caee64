import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Part of the command that each of our processes runs: a number may have been given to somebody else's process since. */
const COMMANDS = [/local\/start\.ts/, /-m ministack/, /dist\/worker\/main\.mjs/];

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Whether a process is there and is one that a local stage starts. */
export const isOurs = (pid: number): boolean => {
  if (pid <= 0 || pid === process.pid || !isAlive(pid)) return false;
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return COMMANDS.some(command => command.test(stdout));
};

/** Ends what a start that crashed left behind, so that the next one finds its ports free and its state written. */
export const endLeftovers = async (pids: readonly number[]): Promise<void> => {
  const left = pids.filter(isOurs);
  for (const pid of left) process.kill(pid, 'SIGTERM');
  for (let waitedMs = 0; waitedMs < 10_000 && left.some(isAlive); waitedMs += 100) await sleep(100);
  for (const pid of left.filter(isOurs)) process.kill(pid, 'SIGKILL');
};
