import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  cancelJob,
  createJob,
  estimateJob,
  getJob,
  getProject,
  getTimeline,
  listJobs,
  listProjectJobs,
  retryJob,
} from '../../../cli/client/index.ts';
import { STAGES } from '../../../core/src/jobs/stage-message.ts';
import { during } from '../support/sandbox.ts';
import { STAGE } from '../support/stage.ts';
import { CONCURRENT_JOBS } from '../support/stage-limits.ts';
import { ended, newProject, processed, projectWithWords, SHORT_TALK } from '../support/talk.ts';
import { newUser, ok, type User } from '../support/user.ts';

let user: User;
beforeAll(async () => {
  user = await newUser();
});

const NOTHING_NAMED = '1\n00:00:00,000 --> 00:00:04,000\nWell then, let us see how it goes from here.\n';

/** A talk about somebody whom no test and no run before has asked about, so that no answer is kept. */
const unheardOf = (): string => {
  const letters = randomUUID().replaceAll(/[^a-f]/g, '');
  return `1\n00:00:00,000 --> 00:00:04,000\nThe astronaut Mara Quill${letters} of Houston flew with Neil Bright${letters} to Florida.\n`;
};

describe('a job', () => {
  it('is not started for a project that holds nothing', async () => {
    const { id: projectId } = await newProject(user.client);
    expect((await createJob({ client: user.client, path: { projectId }, body: {} })).error?.code).toBe('NO_INPUT');
    expect((await estimateJob({ client: user.client, path: { projectId }, body: {} })).error?.code).toBe('NO_INPUT');
  });

  it('shows its settings, its stages with their times, and that the project has a timeline', async () => {
    const { id: projectId } = await projectWithWords(user.client);
    const job = await processed(user.client, projectId, { settings: { preset: 'tiktok', cuesPerMinute: 12 } });
    expect(job).toMatchObject({ projectId, run: 1, state: 'completed', reasons: [], error: null, waiting: null });
    expect(job.settings).toMatchObject({ preset: 'tiktok', cuesPerMinute: 12, precision: 'normal' });
    expect(job.stages.map(({ stage }) => stage)).toEqual(STAGES.filter(stage => job.stages.some(each => each.stage === stage)));
    expect(job.stages.length).toBeGreaterThan(3);
    expect(await ok(getProject({ client: user.client, path: { projectId } }))).toMatchObject({ hasTimeline: true, latestJobId: job.id });
  });

  it.each([
    [{ settings: { cuesPerMinut: 3 } }, 'settings'],
    [{ settings: { cuesPerMinute: 31 } }, 'settings.cuesPerMinute'],
    [{ settings: { preset: 'cinema' } }, 'settings.preset'],
    [{ settings: { minCueMs: 5_000, maxCueMs: 1_000 } }, 'settings.minCueMs'],
    [{ setting: {} }, 'body'],
  ])('is not started with %j', async (body, at) => {
    const { id: projectId } = await newProject(user.client);
    expect((await createJob({ client: user.client, path: { projectId }, body: body as never })).error).toMatchObject({
      code: 'BAD_REQUEST',
      issues: [{ at }],
    });
  });

  it('on a talk that names nothing completes, with an empty timeline that says why', async () => {
    const { id: projectId } = await projectWithWords(user.client, NOTHING_NAMED);
    expect((await processed(user.client, projectId)).state).toBe('completed');
    const timeline = await ok(getTimeline({ client: user.client, path: { projectId } }));
    expect(timeline.cues).toEqual([]);
    expect(timeline.note).toMatch(/^Nothing to show|^No pictures/);
  });

  it('can be estimated before it is started, and starts nothing by that', async () => {
    const { id: projectId } = await projectWithWords(user.client);
    const estimate = await ok(estimateJob({ client: user.client, path: { projectId }, body: { settings: { cuesPerMinute: 6 } } }));
    expect(estimate).toMatchObject({ needsWorker: false, words: 28, durationMs: 14_000, picturesAtMost: 2 });
    expect((await ok(listProjectJobs({ client: user.client, path: { projectId } }))).items).toEqual([]);
  });
});

describe('the lists of jobs', () => {
  it('show each once, newest first, a page at a time, and take no cursor of another list', async () => {
    const { client } = await newUser();
    const { id: projectId } = await projectWithWords(client, NOTHING_NAMED);
    const { id: otherId } = await projectWithWords(client, NOTHING_NAMED);
    const made: string[] = [];
    for (const id of [projectId, otherId, projectId]) made.unshift((await processed(client, id)).id);
    expect((await ok(listJobs({ client }))).items.map(job => job.id)).toEqual(made);
    expect((await ok(listProjectJobs({ client, path: { projectId } }))).items.map(job => job.id)).toEqual([made[0], made[2]]);
    const { items, next = '' } = await ok(listJobs({ client, query: { limit: 2 } }));
    expect(items.map(job => job.id)).toEqual(made.slice(0, 2));
    expect((await ok(listJobs({ client, query: { cursor: next } }))).items.map(job => job.id)).toEqual(made.slice(2));
    expect((await listProjectJobs({ client, path: { projectId }, query: { cursor: next } })).error?.code).toBe('BAD_REQUEST');
  });
});

describe('cancelling', () => {
  it('stops a job at whatever stage it is, it stays stopped, and a retry completes it', async () => {
    const { id: projectId } = await projectWithWords(user.client);
    for (const stage of STAGES) {
      const { client } = user;
      const { id: jobId } = await ok(createJob({ client, path: { projectId }, body: {} }));
      const path = { jobId };
      const isThere = async (): Promise<boolean> => {
        const job = await ok(getJob({ client, path }));
        return job.state === 'completed' || STAGES.indexOf(job.progress.stage ?? 'publish') >= STAGES.indexOf(stage);
      };
      while (!(await isThere()));
      const cancelled = await cancelJob({ client, path });
      if (cancelled.error?.code === 'JOB_ENDED') continue;
      expect(cancelled.data).toMatchObject({ state: 'cancelled', run: 1 });
      expect((await ok(cancelJob({ client, path }))).state).toBe('cancelled');
      expect((await ok(getJob({ client, path }))).endedAt).not.toBeNull();
      expect(await ok(retryJob({ client, path }))).toMatchObject({ run: 2 });
      expect(await ended(client, jobId)).toMatchObject({ state: 'completed', run: 2 });
    }
  });

  it('a job that has ended is refused, and so is retrying one that is whole', async () => {
    const { id: projectId } = await projectWithWords(user.client, NOTHING_NAMED);
    const { id: jobId } = await processed(user.client, projectId);
    expect((await cancelJob({ client: user.client, path: { jobId } })).error?.code).toBe('JOB_ENDED');
    expect((await retryJob({ client: user.client, path: { jobId } })).error?.code).toBe('JOB_NOT_RETRYABLE');
  });
});

describe('a workspace', () => {
  it('runs as many jobs at a time as it may; one that ends makes room', async () => {
    const { client } = await newUser();
    const { id: projectId } = await projectWithWords(client, unheardOf());
    // Knowledge that comes slowly keeps the jobs under way.
    await during(STAGE.sandboxUrl, [{ provider: 'wikimedia', latencyMs: 4_000 }], async () => {
      const start = () => createJob({ client, path: { projectId }, body: {} });
      const running = await Promise.all(Array.from({ length: CONCURRENT_JOBS }, () => ok(start())));
      expect((await start()).error?.code).toBe('JOB_LIMIT');
      const [first, second, ...others] = running.map(job => job.id);
      await ok(cancelJob({ client, path: { jobId: first! } }));
      const { id } = await ok(start());
      expect((await retryJob({ client, path: { jobId: first! } })).error?.code).toBe('JOB_LIMIT');
      for (const jobId of [second!, ...others, id]) await ok(cancelJob({ client, path: { jobId } }));
    });
    expect((await processed(client, (await projectWithWords(client, SHORT_TALK)).id)).state).toBe('completed');
  });
});
