import { execFile } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { getReadiness } from '../../../cli/client/index.ts';
import { ALL_MIGRATIONS } from '../../../core/src/platform/migrations/steps/all-migrations.ts';
import { committed } from '../../support/fixtures.ts';
import { raw } from '../support/http.ts';
import { STAGE } from '../support/stage.ts';
import { clientFor, ok } from '../support/user.ts';

/** As `npm run migrate -- …` runs it, on the stage of the tests. */
const migrate = (...args: readonly string[]): Promise<{ readonly code: number; readonly said: readonly string[] }> =>
  new Promise(settle => {
    execFile(
      process.execPath,
      ['--import', 'tsx', committed('bin/migrate.ts'), ...args],
      { cwd: committed('.'), env: { ...process.env, ...STAGE.aws } },
      (error, stdout, stderr) => settle({ code: error === null ? 0 : 1, said: `${stdout}${stderr}`.trim().split('\n') }),
    );
  });

const first = ALL_MIGRATIONS[0]!.name;

describe('npm run migrate', () => {
  it('tells what is done, undoes and does it again, one process at a time, and readiness knows', async () => {
    const schema = async (): Promise<unknown> =>
      (await ok(getReadiness({ client: clientFor() }))).checks.find(check => check.name === 'schema');
    expect((await migrate('status')).said).toEqual([expect.stringMatching(new RegExp(`^done +${first} +\\d{4}-`)), 'nothing is pending']);
    expect(await schema()).toMatchObject({ state: 'ok' });

    expect(await migrate('down', '--to', first)).toEqual({ code: 0, said: [`undid ${first}`] });
    expect(await schema()).toMatchObject({ state: 'degraded', detail: expect.stringContaining('npm run migrate') });
    expect((await migrate('status')).said).toEqual(ALL_MIGRATIONS.map(({ name }) => `pending  ${name}`));

    const both = await Promise.all([migrate('up'), migrate('up')]);
    expect(both.filter(({ said }) => said.includes(`did ${first}`))).toHaveLength(1);
    for (const { said } of both) expect(said[0]).toMatch(/^did |^nothing was pending|another process migrates/);
    expect(await schema()).toMatchObject({ state: 'ok' });
  });

  it('says in plain words what it cannot do', async () => {
    expect(await migrate('up', '--stage', 'nowhere')).toEqual({ code: 1, said: ['There is no stage nowhere in this account and region.'] });
    expect((await migrate('up', '--to', 'nothing-like-it')).said.join(' ')).toContain(first);
    expect((await migrate('create', 'Not Kebab')).code).toBe(1);
  });
});

describe('readiness', () => {
  it('names everything that jobs depend on, and how the providers stand by our own books', async () => {
    const answer = await raw('/v1/health/ready');
    expect(answer.status).toBe(200);
    const { ready, checks } = (await answer.json()) as { ready: boolean; checks: { name: string; state: string; detail: string }[] };
    expect(ready).toBe(true);
    for (const name of ['database', 'schema', 'cache', 'storage', 'speech-queue', 'wikimedia', 'pexels'])
      expect(checks).toContainEqual({ name, state: expect.stringMatching(/^(ok|degraded)$/), detail: expect.stringMatching(/./) });
    expect(JSON.stringify(checks)).not.toMatch(/arn:|cutaway-local|127\.0\.0\.1/);
  });
});
