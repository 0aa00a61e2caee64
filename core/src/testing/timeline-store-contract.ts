import { expect, it } from '@jest/globals';
import { applyJobEvent } from '../jobs/apply-job-event.ts';
import { ConflictError, StaleRunError } from '../platform/dynamo/store-errors.ts';
import { putTimelineHead } from '../timeline/put-timeline-head.ts';
import { aJob, aScope, aTimelineHead, START_MS } from './builders.ts';
import type { Stores } from './memory-stores.ts';
import { startRun } from './start-run.ts';

/** What every TimelineStore guarantees. */
export const timelineStoreContract = (stores: () => Stores): void => {
  it('a provisional timeline is followed by the published one, with the next version', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    expect(await all.timelines.find(scope, run.projectId)).toBeNull();
    await putTimelineHead(all.timelines, scope, aTimelineHead(run));
    const published = await putTimelineHead(all.timelines, scope, { ...aTimelineHead(run), state: 'published' });
    expect(published).toMatchObject({ version: 2, state: 'published' });
    expect(await all.timelines.find(scope, run.projectId)).toEqual(published);
  });

  it('the same timeline put twice has one version', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    const first = await putTimelineHead(all.timelines, scope, aTimelineHead(run));
    expect(await putTimelineHead(all.timelines, scope, aTimelineHead(run))).toEqual(first);
  });

  it('of two that save the same version one is refused', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    await all.timelines.save(scope, aTimelineHead(run));
    await expect(all.timelines.save(scope, aTimelineHead(run))).rejects.toThrow(ConflictError);
    await expect(all.timelines.save(scope, aTimelineHead({ ...run, version: 3 }))).rejects.toThrow(ConflictError);
  });

  it('a cancelled run’s late timeline changes nothing', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    await applyJobEvent({ jobs: all.jobs, clock: () => START_MS }, scope, run.jobId, { type: 'cancelled' });
    await expect(putTimelineHead(all.timelines, scope, aTimelineHead(run))).rejects.toThrow(StaleRunError);
    expect(await all.timelines.find(scope, run.projectId)).toBeNull();
  });

  it('an earlier job’s timeline never takes the place of a later one’s', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    const later = aJob({ projectId: run.projectId });
    await all.jobs.create(scope, later);
    const head = await putTimelineHead(all.timelines, scope, aTimelineHead({ projectId: run.projectId, jobId: later.id }));
    await expect(putTimelineHead(all.timelines, scope, aTimelineHead(run))).rejects.toThrow(StaleRunError);
    expect(await all.timelines.find(scope, run.projectId)).toEqual(head);
  });

  it('another workspace sees none', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    await putTimelineHead(all.timelines, scope, aTimelineHead(run));
    expect(await all.timelines.find(aScope(), run.projectId)).toBeNull();
  });
};

/** What every TimelineStore guarantees of edits. */
export const timelineEditContract = (stores: () => Stores): void => {
  it('is edited after its run has ended, one version after the other', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    const head = await putTimelineHead(all.timelines, scope, aTimelineHead(run));
    await applyJobEvent({ jobs: all.jobs, clock: () => START_MS }, scope, run.jobId, { type: 'cancelled' });
    await all.timelines.edit(scope, { ...head, version: 2 });
    await expect(all.timelines.edit(scope, { ...head, version: 2 })).rejects.toThrow(ConflictError);
    expect(await all.timelines.find(scope, run.projectId)).toMatchObject({ version: 2 });
  });
};
