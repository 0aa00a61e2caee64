import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { ROOT } from './repository.ts';

let eslint: ESLint;
beforeAll(() => {
  // Planted files do not exist, so the compiler cannot say what types they have; the rules under test need none.
  eslint = new ESLint({ cwd: ROOT, overrideConfig: tseslint.configs.disableTypeChecked as never });
});

/** @returns names of the rules that a file of this path and text breaks */
const brokenRules = async (path: string, code: string): Promise<readonly string[]> => {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: resolve(ROOT, path) });
  return [...new Set(result?.messages.map(message => message.ruleId ?? message.message))];
};

const importing = (target: string): string => `import * as planted from '${target}';\nexport { planted };`;

const manyLines = Array.from({ length: 251 }, (_, line) => `export const planted${line} = ${line};`).join('\n');

const ZONE = 'import-x/no-restricted-paths';
const PORT = 'no-restricted-imports';
const SYNTAX = 'no-restricted-syntax';

describe('the map is enforced by lint', () => {
  it.each([
    ['core imports no function', 'core/src/jobs/planted.ts', importing('../../../functions/jobs/job-view.ts')],
    ['core imports no infrastructure', 'core/src/jobs/planted.ts', importing('../../../lib/config/stage.ts')],
    ['core imports no worker', 'core/src/speech/planted.ts', importing('../../../gpu-worker/src/run-job.ts')],
    ['core imports nothing of the local stage', 'core/src/images/planted.ts', importing('../../../local/sandbox/sandbox.ts')],
    ['core imports no fake', 'core/src/jobs/planted.ts', importing('../testing/memory-stores.ts')],
    ['functions import no infrastructure', 'functions/jobs/planted.ts', importing('../../lib/config/stage.ts')],
    ['functions import no worker', 'functions/jobs/planted.ts', importing('../../gpu-worker/src/run-job.ts')],
    ['functions import nothing of the local stage', 'functions/images/planted.ts', importing('../../local/sandbox/sandbox.ts')],
    ['the worker imports no function', 'gpu-worker/src/planted.ts', importing('../../functions/jobs/stage.deps.ts')],
    ['the worker imports no infrastructure', 'gpu-worker/src/planted.ts', importing('../../lib/config/stage.ts')],
    ['infrastructure imports no handler', 'lib/areas/planted.ts', importing('../../functions/jobs/api.handler.ts')],
    ['infrastructure imports no code of the worker', 'lib/areas/planted.ts', importing('../../gpu-worker/src/main.ts')],
    ['infrastructure imports nothing of the local stage', 'lib/areas/planted.ts', importing('../../local/start.ts')],
    ['the command line imports no function', 'cli/planted.ts', importing('../functions/jobs/job-view.ts')],
    ['the command line imports no infrastructure', 'cli/planted.ts', importing('../lib/config/stage.ts')],
  ])('%s', async (_, path, code) => {
    expect(await brokenRules(path, code)).toEqual([ZONE]);
  });

  it.each([
    ['infrastructure reads what a function’s environment is', 'lib/areas/planted.ts', importing('../../functions/jobs/api.env.ts')],
    ['infrastructure reads what the worker’s environment is', 'lib/stacks/planted.ts', importing('../../gpu-worker/src/worker.env.ts')],
    ['functions import core', 'functions/jobs/planted.ts', importing('@cutaway/core/jobs/job')],
    ['the command line calls core', 'cli/planted.ts', importing('../core/src/speech/transcript.ts')],
  ])('allowed: %s', async (_, path, code) => {
    expect(await brokenRules(path, code)).toEqual([]);
  });
});

describe('habits are enforced by lint', () => {
  it.each([
    ['the SDK is touched by adapters only', 'core/src/jobs/start-job.ts', importing('@aws-sdk/client-s3'), PORT],
    ['fakes stay in tests', 'functions/jobs/planted.ts', importing('@cutaway/core/testing/memory-stores'), PORT],
    ['the environment is read in *.env.ts only', 'functions/jobs/planted.deps.ts', 'export const stage = process.env.STAGE;', SYNTAX],
    ['zod is imported whole', 'core/src/jobs/planted.ts', "import { z } from 'zod';\nexport const A = z.string();", SYNTAX],
    ['product code has no console', 'core/src/jobs/planted.ts', "console.log('planted');", 'no-console'],
    [
      'types are parsed, not asserted',
      'core/src/jobs/planted.ts',
      "export const a = JSON.parse('1') as number;",
      '@typescript-eslint/consistent-type-assertions',
    ],
    [
      'nothing is asserted to be there',
      'core/src/jobs/planted.ts',
      'export const first = (all: number[]): number => all[0]!;',
      '@typescript-eslint/no-non-null-assertion',
    ],
    ['files end', 'core/src/jobs/planted.ts', manyLines, 'max-lines'],
    [
      'functions end',
      'core/src/jobs/planted.ts',
      `export const a = (b: number): number => {\n${'  b += 1;\n'.repeat(60)}  return b;\n};`,
      'max-lines-per-function',
    ],
  ])('%s', async (_, path, code, rule) => {
    expect(await brokenRules(path, code)).toEqual([rule]);
  });

  it.each([
    ['modules are not mocked', "import { jest } from '@jest/globals';\njest.mock('planted');"],
    ['tests are not switched off', "import { it } from '@jest/globals';\nit.skip('planted', () => undefined);"],
    ['tests do not run alone', "import { describe } from '@jest/globals';\ndescribe.only('planted', () => undefined);"],
  ])('in tests: %s', async (_, code) => {
    expect(await brokenRules('test/core/jobs/planted.test.ts', code)).toEqual([SYNTAX]);
  });
});
