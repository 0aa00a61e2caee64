import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalState } from '../../cli/stage/local-state.ts';

/** Whether a process is there. */
export const isAlive = (pid: number | undefined): boolean => {
  if (pid === undefined || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Ends what a start that crashed left behind, so that the next one finds its ports free. */
export const endLeftovers = async ({ pids }: LocalState): Promise<void> => {
  const left = Object.values(pids).filter(isAlive);
  for (const pid of left) process.kill(pid, 'SIGTERM');
  for (let waitedMs = 0; waitedMs < 10_000 && left.some(isAlive); waitedMs += 100) await sleep(100);
  for (const pid of left.filter(isAlive)) process.kill(pid, 'SIGKILL');
};
