import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commandLine } from '../../cli/program.ts';
import { openApiDocument } from '../../core/src/api/openapi.ts';
import { ACCESS_PATTERNS } from '../../core/src/platform/dynamo/access-patterns.ts';
import { accessPatternsPage } from '../../core/src/platform/dynamo/access-patterns-page.ts';
import { LIMITS } from '../../core/src/platform/limits.ts';
import { limitsPage } from '../../core/src/platform/limits-page.ts';
import { commandLinePage } from '../../docs/command-line-page.ts';
import { manifestJsonSchema } from '../../core/src/timeline/manifest-json-schema.ts';
import { read, repositoryFiles, ROOT } from './repository.ts';

const generateInto = (folder: string): string => `
  import { createClient } from '@hey-api/openapi-ts';
  import config from './openapi-ts.config.ts';
  const given = await config;
  await createClient({ ...given, output: { ...given.output, path: ${JSON.stringify(folder)} } });`;

describe('generated files are what `npm run generate` makes', () => {
  it.each([
    ['docs/openapi.json', () => `${JSON.stringify(openApiDocument(), null, 2)}\n`],
    ['docs/manifest.schema.json', manifestJsonSchema],
    ['docs/access-patterns.md', () => accessPatternsPage(ACCESS_PATTERNS)],
    ['docs/limits.md', () => limitsPage(LIMITS)],
    ['docs/command-line.md', () => commandLinePage(commandLine(() => undefined))],
  ])('%s', (path, make) => {
    expect(read(path)).toBe(make());
  });

  it('cli/client', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cutaway-client-'));
    try {
      const made = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', generateInto(folder)], {
        cwd: ROOT,
        encoding: 'utf8',
      });
      expect({ status: made.status, stderr: made.stderr }).toEqual({ status: 0, stderr: '' });
      const committed = repositoryFiles('cli/client/**/*.ts');
      expect(committed.length).toBeGreaterThan(10);
      for (const path of committed)
        expect([path, readFileSync(join(folder, path.slice('cli/client/'.length)), 'utf8')]).toEqual([path, read(path)]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});
