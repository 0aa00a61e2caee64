import { describe, expect, it } from '@jest/globals';
import { applyJobEvent } from '../jobs/apply-job-event.ts';
import type { JobEvent } from '../jobs/job-event.ts';
import type { Transition } from '../jobs/job-machine.ts';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import { LimitReachedError, NotFoundError } from '../platform/dynamo/store-errors.ts';
import { aJob, aProject, aScope, START_MS } from './builders.ts';
import type { Stores } from './memory-stores.ts';
import { startRun } from './start-run.ts';

const apply = ({ jobs }: Stores, scope: OwnerScope, jobId: string, event: JobEvent): Promise<Transition> =>
  applyJobEvent({ jobs, clock: () => START_MS }, scope, jobId, event);

const creation = (stores: () => Stores): void => {
  it('a new job is its project’s latest and holds a place', async () => {
    const { projects, jobs, ...rest } = stores();
    const scope = aScope();
    const { job, project } = await startRun({ projects, jobs, ...rest }, scope);
    expect(await jobs.get(scope, job.id)).toEqual(job);
    expect((await projects.get(scope, project.id)).latestJobId).toBe(job.id);
    expect(await jobs.active(scope)).toEqual([job.id]);
  });

  it('creating the same id again gives the job that is there and takes no second place', async () => {
    const { jobs, ...rest } = stores();
    const scope = aScope();
    const { job } = await startRun({ jobs, ...rest }, scope);
    expect(await jobs.create(scope, job)).toEqual(job);
    expect(await jobs.active(scope)).toEqual([job.id]);
  });

  it('there is no job without its project, and no place is taken for it', async () => {
    const { jobs } = stores();
    const scope = aScope();
    await expect(jobs.create(scope, aJob())).rejects.toThrow(NotFoundError);
    expect(await jobs.active(scope)).toEqual([]);
  });

  it('another workspace’s job is a missing one', async () => {
    const { jobs, ...rest } = stores();
    const { job } = await startRun({ jobs, ...rest }, aScope());
    await expect(jobs.get(aScope(), job.id)).rejects.toThrow(NotFoundError);
  });

  it('lists newest first, all jobs and those of a project', async () => {
    const { projects, jobs } = stores();
    const scope = aScope();
    const [one, other] = [await projects.create(scope, aProject()), await projects.create(scope, aProject())];
    const ids = [];
    for (const project of [one, other, one]) ids.unshift((await jobs.create(scope, aJob({ projectId: project.id }))).id);
    expect((await jobs.list(scope, { limit: 10 })).items.map(job => job.id)).toEqual(ids);
    const first = await jobs.listOfProject(scope, one.id, { limit: 1 });
    const second = await jobs.listOfProject(scope, one.id, { limit: 1, cursor: first.next });
    expect([...first.items, ...second.items].map(job => job.id)).toEqual([ids[0], ids[2]]);
  });
};

const places = (stores: () => Stores): void => {
  it('never more jobs are active than the workspace has places, however many are asked for at once', async () => {
    const { projects, jobs } = stores();
    const scope = aScope();
    const project = await projects.create(scope, aProject());
    const answers = await Promise.allSettled(Array.from({ length: 16 }, () => jobs.create(scope, aJob({ projectId: project.id }))));
    const refused = answers.filter(answer => answer.status === 'rejected');
    expect(refused).toHaveLength(6);
    expect(refused.every(answer => answer.reason instanceof LimitReachedError && answer.reason.code === 'JOB_LIMIT')).toBe(true);
    expect(await jobs.active(scope)).toHaveLength(10);
    expect((await jobs.list(scope, { limit: 100 })).items).toHaveLength(10);
  });

  it('a job that ends gives its place back once, and a retried one takes one again', async () => {
    const all = stores();
    const scope = aScope();
    const { job } = await startRun(all, scope);
    await apply(all, scope, job.id, { type: 'cancelled' });
    await apply(all, scope, job.id, { type: 'cancelled' });
    expect(await all.jobs.active(scope)).toEqual([]);
    expect(await apply(all, scope, job.id, { type: 'retried' })).toMatchObject({ kind: 'changed', job: { run: 2, state: 'queued' } });
    expect(await all.jobs.active(scope)).toEqual([job.id]);
  });

  it('a retry waits for a place like a new job', async () => {
    const all = stores();
    const scope = aScope();
    const { job, project } = await startRun(all, scope);
    await apply(all, scope, job.id, { type: 'cancelled' });
    for (let count = 0; count < 10; count += 1) await all.jobs.create(scope, aJob({ projectId: project.id }));
    await expect(apply(all, scope, job.id, { type: 'retried' })).rejects.toThrow(LimitReachedError);
    expect(await all.jobs.get(scope, job.id)).toMatchObject({ state: 'cancelled', run: 1 });
  });
};

const races = (stores: () => Stores): void => {
  it('of events that race none is lost', async () => {
    const all = stores();
    const scope = aScope();
    const { job } = await startRun(all, scope);
    const shortfalls = Array.from({ length: 20 }, (_, count) => ({
      code: 'PROVIDER_UNAVAILABLE',
      stage: 'search' as const,
      why: `reason ${count}`,
    }));
    await Promise.all(shortfalls.map(reason => apply(all, scope, job.id, { type: 'fell-short', run: 1, reason })));
    const stored = await all.jobs.get(scope, job.id);
    expect(stored.reasons.map(reason => reason.why).sort()).toEqual(shortfalls.map(reason => reason.why).sort());
    expect(stored.version).toBe(21);
  }, 30_000);

  it('when a job is cancelled while its run finishes, exactly one of the two counts', async () => {
    const all = stores();
    const scope = aScope();
    const { job } = await startRun(all, scope);
    const answers = await Promise.all([
      apply(all, scope, job.id, { type: 'cancelled' }),
      apply(all, scope, job.id, { type: 'finished', run: 1 }),
    ]);
    expect(answers.filter(answer => answer.kind === 'changed')).toHaveLength(1);
    expect(await all.jobs.active(scope)).toEqual([]);
  });
};

/** What every JobStore guarantees. Wants stores with ten places a workspace. */
export const jobStoreContract = (stores: () => Stores): void => {
  describe('creation', () => creation(stores));
  describe('places', () => places(stores));
  describe('races', () => races(stores));
};
