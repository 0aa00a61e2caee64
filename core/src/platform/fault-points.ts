import { appendFileSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { InitializeMiddleware, Pluggable } from '@smithy/types';

/** Where drills leave their wishes: `kill` names the point to die at, `points` lists every point that was passed. */
const KILL = 'kill';
const POINTS = 'points';

/** Calls that leave something behind. */
const EFFECT = /^(Put|Update|Delete|Transact|BatchWrite|Send|Start|Stop|Upload|Create|Complete|SignUp|ConfirmSignUp)/;

/** Dies at the point where the drill says so; once. */
const pass = (folder: string, point: string): void => {
  appendFileSync(join(folder, POINTS), `${point}\n`);
  try {
    if (readFileSync(join(folder, KILL), 'utf8').trim() !== point) return;
    // Whoever renames it dies; a second process that passes at the same time lives.
    renameSync(join(folder, KILL), join(folder, `${KILL}-${process.pid}`));
    rmSync(join(folder, `${KILL}-${process.pid}`));
  } catch {
    return;
  }
  process.kill(process.pid, 'SIGKILL');
};

/**
 * A plugin for a client of the AWS SDK: it passes a fault point before and after each call that leaves something behind,
 * where the stage's configuration names a folder for drills, and does nothing otherwise. The code under test is the
 * product's; nothing else in it knows of this.
 * @param process name of the function or worker, part of the point's name
 */
export const faultPoints = <Input extends object, Output extends object>(
  folder: string | undefined,
  process: string,
): Pluggable<Input, Output> => ({
  applyToStack: stack => {
    if (folder === undefined || folder === '') return;
    const middleware: InitializeMiddleware<Input, Output> = (next, context) => async args => {
      const name = (context['commandName'] ?? 'unknown').replace(/Command$/, '');
      if (!EFFECT.test(name)) return next(args);
      pass(folder, `${process}:${name}:before`);
      const result = await next(args);
      pass(folder, `${process}:${name}:after`);
      return result;
    };
    stack.add(middleware, { step: 'initialize', name: 'cutawayFaultPoints' });
  },
});
