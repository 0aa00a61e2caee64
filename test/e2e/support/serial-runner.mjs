import { globSync } from 'node:fs';
import TestRunner from 'jest-runner';

/** These use up what others need: calls of this address, and the record of all that was answered. */
const LAST = [/rate-limits\.e2e/, /coverage\.e2e/];

const place = ({ path }) => LAST.findIndex(pattern => pattern.test(path));

/** One file after the other: all of them share a stage, and some put its providers out of order for a while. */
export default class SerialRunner extends TestRunner {
  isSerial = true;

  runTests(tests, watcher, ...rest) {
    const all = globSync('test/e2e/**/*.e2e.test.ts', { cwd: new URL('../../..', import.meta.url) });
    // What a part of the tests left out says nothing of the contract.
    const asked = tests.length === all.length ? tests : tests.filter(test => place(test) < LAST.length - 1);
    return super.runTests(
      asked.toSorted((a, b) => place(a) - place(b)),
      watcher,
      ...rest,
    );
  }
}
