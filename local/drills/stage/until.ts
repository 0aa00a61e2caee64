import { setTimeout as sleep } from 'node:timers/promises';

/** Longest wait of a drill for something that has to happen. */
const WITHIN_MS = 600_000;

/** @returns what `look` finds, once it finds something @throws where that takes too long */
export const until = async <T>(what: string, look: () => Promise<T | null>, everyMs = 250): Promise<T> => {
  for (const deadline = Date.now() + WITHIN_MS; Date.now() < deadline; await sleep(everyMs)) {
    const found = await look();
    if (found !== null) return found;
  }
  throw new Error(`${what} did not happen within ${WITHIN_MS / 1_000} s`);
};
