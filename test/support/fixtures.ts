import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { it } from '@jest/globals';

/** Larger fixtures live outside the repository: `$CUTAWAY_FIXTURES`, or a folder `shared` beside the checkout. */
const ROOT = resolve(import.meta.dirname, '../..');
const FIXTURES = process.env.CUTAWAY_FIXTURES ?? resolve(ROOT, '../shared');

/** @param path inside the repository @returns its absolute path */
export const committed = (path: string): string => resolve(ROOT, path);

/** @param path below the fixtures folder @returns its absolute path, or null where that fixture is not on this machine */
export const fixture = (path: string): string | null => {
  const absolute = resolve(FIXTURES, path);
  return existsSync(absolute) ? absolute : null;
};

/**
 * A test that needs a larger fixture. Without it the test is skipped, and the run's last line counts it.
 * @param path below the fixtures folder
 */
export const itWithFixture = (
  path: string,
  name: string,
  test: (absolutePath: string) => void | Promise<void>,
  timeoutMs?: number,
): void => {
  const absolute = fixture(path);
  if (absolute === null) it.skip(`${name} (needs ${path})`, () => undefined);
  else it(name, () => test(absolute), timeoutMs);
};
