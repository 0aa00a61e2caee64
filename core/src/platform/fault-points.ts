import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InitializeMiddleware, Pluggable } from '@smithy/types';

/**
 * Below the folder for drills: `passed` lists every point that was passed; `die/<whom>/<point>@<n>` says who is killed
 * where; who is wished `hold/<whom>/<point>@<n>` stands still until `….held` beside it is gone. Each wish is fulfilled once.
 */
const PASSED = 'passed';
const DIE = 'die';
const HOLD = 'hold';

/** Whom a wish is meant for where it may be anybody. */
const ANYBODY = 'any';

/** How often somebody who is held looks whether it may go on. */
const HOLD_MS = 25;

/** Calls that leave nothing behind; all others are writes, sends and answers. */
const READS = /^(Get|BatchGet|Query|Scan|Head|List|Describe|Receive)/;

const PROJECT = /\bprj_[0-9A-Z]+/;

/** The project that was named last in a call or its answer: a process works on one at a time. */
let project = '-';

const look = (callOrAnswer: object): void => {
  // Bodies of objects are bytes or streams; their keys name the project already.
  const data = Object.entries(callOrAnswer).filter(([key]) => key !== 'Body');
  project = PROJECT.exec(JSON.stringify(data))?.[0] ?? project;
};

/** @returns how often a point was passed by those who work on `whom`, by the list of all processes */
const timesPassed = (folder: string, whom: string, point: string): number =>
  readFileSync(join(folder, PASSED), 'utf8')
    .split('\n')
    .filter(line => (whom === ANYBODY ? line.endsWith(` ${point}`) : line === `${whom} ${point}`)).length;

/** @returns the wishes of one kind that this passing of a point fulfils */
const fulfilled = (folder: string, kind: string, point: string): readonly string[] =>
  [project, ANYBODY].flatMap(whom => {
    const place = join(folder, kind, whom);
    if (!existsSync(place)) return [];
    const due = (wish: string): boolean => {
      const [at, nth] = wish.split('@');
      return at === point && timesPassed(folder, whom, point) >= Number(nth);
    };
    return readdirSync(place)
      .filter(due)
      .map(wish => join(place, wish));
  });

/** Of several that pass at the same time one takes the wish, and the others go on. @returns the wish it has become, or null */
const taken = (wish: string): string | null => {
  const path = `${wish}.held`;
  try {
    renameSync(wish, path);
    return path;
  } catch {
    return null;
  }
};

const pass = async (folder: string, point: string): Promise<void> => {
  appendFileSync(join(folder, PASSED), `${project} ${point}\n`);
  for (const wish of fulfilled(folder, DIE, point)) {
    const mine = taken(wish);
    if (mine === null) continue;
    unlinkSync(mine);
    process.kill(process.pid, 'SIGKILL');
  }
  for (const wish of fulfilled(folder, HOLD, point)) {
    const mine = taken(wish);
    while (mine !== null && existsSync(mine)) await sleep(HOLD_MS);
  }
};

/**
 * A plugin for a client of the AWS SDK: it passes a fault point before and after each call that leaves something behind,
 * where the stage's configuration names a folder for drills, and does nothing otherwise. The code under test is the
 * product's; nothing else in it knows of this.
 * @param process name of the function or worker, part of the point's name `<process>.<call>.<before|after>`
 */
export const faultPoints = <Input extends object, Output extends object>(
  folder: string | undefined,
  process: string,
): Pluggable<Input, Output> => ({
  applyToStack: stack => {
    if (folder === undefined || folder === '') return;
    const middleware: InitializeMiddleware<Input, Output> = (next, context) => async args => {
      const name = (context['commandName'] ?? 'unknown').replace(/Command$/, '');
      look(args.input);
      if (READS.test(name)) {
        const read = await next(args);
        look(read.output);
        return read;
      }
      await pass(folder, `${process}.${name}.before`);
      const result = await next(args);
      await pass(folder, `${process}.${name}.after`);
      return result;
    };
    stack.add(middleware, { step: 'initialize', name: 'cutawayFaultPoints' });
  },
});
