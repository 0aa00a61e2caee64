import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { getManifest, getReadiness, getTimeline, retryJob, type Job } from '../../../cli/client/index.ts';
import { Manifest } from '../../../core/src/timeline/manifest.ts';
import { during } from '../support/sandbox.ts';
import { STAGE } from '../support/stage.ts';
import { ended, processed, projectWithWords } from '../support/talk.ts';
import { newUser, ok, type User } from '../support/user.ts';

let user: User;
beforeAll(async () => {
  user = await newUser();
});

/** Does not wait for anybody: what does not answer now is gone on without. */
const IMPATIENT = { settings: { patienceMinutes: 0 } };

/** A talk of one sentence. Each test names somebody else, because what is known already is not asked for again. */
const talkOf = async (sentence: string): Promise<string> =>
  (await projectWithWords(user.client, `1\n00:00:00,000 --> 00:00:07,000\n${sentence}\n`)).id;

const labels = async (projectId: string): Promise<readonly string[]> =>
  (await ok(getTimeline({ client: user.client, path: { projectId } }))).cues.map(cue => cue.entity.label);

/** Retries until it is whole, each time once no breaker stands in the way: the first calls may only find out that all is well again. */
const retried = async (job: Job): Promise<Job> => {
  const { client } = user;
  const isOpen = async (): Promise<boolean> =>
    (await ok(getReadiness({ client }))).checks.some(check => check.detail.startsWith('does not answer'));
  let now = job;
  for (let times = 0; times < 5 && now.state === 'partial'; times += 1) {
    while (await isOpen()) await sleep(200);
    await ok(retryJob({ client, path: { jobId: job.id } }));
    now = await ended(client, job.id);
  }
  return now;
};

describe('while the knowledge base', () => {
  it.each([
    ['down', 'Vincent van Gogh', 'Vincent van Gogh painted the sunflowers in the south of France.'],
    ['html-200', 'Ludwig van Beethoven', 'Ludwig van Beethoven composed nine symphonies although the composer was deaf.'],
    ['http-503', 'Galileo Galilei', 'Galileo Galilei saw the moons through his telescope, as an astronomer.'],
    ['cut-json-200', 'Frida Kahlo', 'Frida Kahlo was a Mexican painter of self portraits.'],
  ] as const)('answers %s, a job goes on without it and says so; a retry completes it', async (fault, label, sentence) => {
    const { client } = user;
    const projectId = await talkOf(sentence);
    const job = await during(STAGE.sandboxUrl, [{ provider: 'wikimedia', on: 'api', fault }], () =>
      processed(client, projectId, IMPATIENT),
    );
    expect(job.state).toBe('partial');
    expect(job.reasons.map(reason => reason.stage)).toContain('link');
    for (const reason of job.reasons) expect(reason.why.length).toBeGreaterThan(10);
    expect(await labels(projectId)).not.toContain(label);
    expect(await retried(job)).toMatchObject({ state: 'completed', reasons: [] });
    expect(await labels(projectId)).toContain(label);
  });
});

describe('while picture sources', () => {
  it('are down, a name stays without a picture and nothing else is shown for it; a retry completes the job', async () => {
    const { client } = user;
    const projectId = await talkOf('Alfred Hitchcock directed that film himself.');
    const faults = (['commons', 'pexels'] as const).map(provider => ({ provider, on: 'api', fault: 'down' }) as const);
    const job = await during(STAGE.sandboxUrl, faults, () => processed(client, projectId, IMPATIENT));
    expect(job.state).toBe('partial');
    expect(await labels(projectId)).not.toContain('Alfred Hitchcock');
    const { skippedProviders } = Manifest.parse(await ok(getManifest({ client, path: { projectId } })));
    expect(skippedProviders.map(each => each.provider)).toContain('commons');
    expect((await retried(job)).state).toBe('completed');
    expect(await labels(projectId)).toContain('Alfred Hitchcock');
  });

  it('let go of no picture when it is to be fetched, the job says so, and a retry completes it', async () => {
    const { client } = user;
    const projectId = await talkOf('Elvis Presley was the singer whom they called the king.');
    const fault = { provider: 'commons', on: 'media', fault: 'http-500' } as const;
    const job = await during(STAGE.sandboxUrl, [fault], () => processed(client, projectId, IMPATIENT));
    expect(job.state).toBe('partial');
    expect(job.reasons.map(reason => reason.stage)).toContain('acquire');
    expect((await retried(job)).state).toBe('completed');
    expect(await labels(projectId)).toContain('Elvis Presley');
  });
});
