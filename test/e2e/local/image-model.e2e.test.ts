import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, type Client } from '../../../cli/client/client/index.ts';
import { getReadiness, getTimeline, login } from '../../../cli/client/index.ts';
import { createAccount } from '../../../local/demo-account.ts';
import { startLocalStage, type LocalStage } from '../../../local/stage/local-stage.ts';
import { committed } from '../../support/fixtures.ts';
import { callsTo } from '../support/sandbox.ts';
import { processed, projectWithWords } from '../support/talk.ts';
import { ok } from '../support/user.ts';

const home = mkdtempSync(join(tmpdir(), 'cutaway-looks-'));
let stage: LocalStage;
let client: Client;
beforeAll(async () => {
  stage = await startLocalStage({
    home,
    environment: { CUTAWAY_MODELS: committed('test/models'), CUTAWAY_IMAGE_MODEL: 'colour-clip' },
  });
  const account = await createAccount(stage.apiUrl, stage.aws['AWS_ENDPOINT_URL'] ?? '', 'looks@e2e.example');
  const { accessToken } = await ok(login({ client: createClient({ baseUrl: stage.apiUrl }), body: account }));
  client = createClient({ baseUrl: stage.apiUrl, auth: () => accessToken });
}, 240_000);
afterAll(async () => {
  await stage.stop();
  rmSync(home, { recursive: true, force: true });
}, 60_000);

/** Runs a job to its end. @returns the reasons of its pictures, one a line */
const shown = async (): Promise<string> => {
  const { id } = await projectWithWords(client);
  expect((await processed(client, id)).state).toBe('completed');
  return JSON.stringify(await ok(getTimeline({ client, path: { projectId: id } })), null, 1);
};

describe('a stage with an image model', () => {
  it('looks at pictures in the worker, says so with each of them, and asks for no preview twice', async () => {
    expect(await shown()).toContain('the picture itself fits');
    const files = await callsTo(stage.sandboxUrl, '/thumb/');
    expect(files).toBeGreaterThan(0);
    expect(await shown()).toContain('the picture itself fits');
    expect(await callsTo(stage.sandboxUrl, '/thumb/')).toBe(files);
  }, 180_000);

  it('tells in its health how queue and model are', async () => {
    const { checks } = await ok(getReadiness({ client }));
    expect(checks).toEqual(
      expect.arrayContaining([
        { name: 'ranking-queue', state: 'ok', detail: '0 talks wait for a worker' },
        { name: 'image-model', state: 'ok', detail: expect.stringMatching(/^colour-clip, ready on cpu/) },
      ]),
    );
  });
});
