import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { repositoryFiles, ROOT } from './repository.ts';

const handlers = repositoryFiles('functions/*/*.handler.ts');

/** A process that knows nothing of a stage: what a handler needs is read at its first call, not when it is loaded. */
const importAll = (paths: readonly string[]): { readonly status: number | null; readonly complaint: string } => {
  const program = `for (const path of ${JSON.stringify(paths)}) {
    const { handler } = await import(${JSON.stringify(`file://${ROOT}/`)} + path);
    if (typeof handler !== 'function') throw new Error(path + ' exports no handler');
  }`;
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: ROOT,
    env: {},
    encoding: 'utf8',
  });
  return { status, complaint: stderr };
};

describe('handlers', () => {
  it('can be imported with an empty environment', () => {
    expect(handlers.length).toBeGreaterThan(15);
    expect(importAll(handlers)).toEqual({ status: 0, complaint: '' });
  }, 60_000);
});
