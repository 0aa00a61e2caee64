import { spawnSync } from 'node:child_process';
import { it } from '@jest/globals';

/** Programs that a machine may lack, and how each is asked whether it is there. */
const PROGRAMS = {
  ffmpeg: { path: 'ffmpeg', question: '-version' },
  chromium: { path: process.env.CUTAWAY_CHROMIUM ?? '/usr/bin/chromium', question: '--version' },
} as const;
export type Program = keyof typeof PROGRAMS;

/** Programs whose absence is a failure, because whoever runs the tests has installed them. */
const REQUIRED: readonly string[] = (process.env.CUTAWAY_REQUIRE ?? '').split(' ');

export const programPath = (program: Program): string => PROGRAMS[program].path;

export const hasProgram = (program: Program): boolean =>
  spawnSync(PROGRAMS[program].path, [PROGRAMS[program].question], { stdio: 'ignore' }).status === 0;

/** @returns `it` where the program is there; otherwise the same by which the test is left out, or fails where `CUTAWAY_REQUIRE` names it */
export const itWithProgram = (program: Program): ((name: string, test: () => void | Promise<void>, timeoutMs?: number) => void) => {
  if (hasProgram(program)) return it;
  if (!REQUIRED.includes(program)) return name => it.skip(`${name} (needs ${program})`, () => undefined);
  return name =>
    it(`${name} (needs ${program})`, () => {
      throw new Error(`CUTAWAY_REQUIRE asks for ${program}, and ${PROGRAMS[program].path} does not run.`);
    });
};
