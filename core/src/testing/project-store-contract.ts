import { describe, expect, it } from '@jest/globals';
import { applyJobEvent } from '../jobs/apply-job-event.ts';
import { ConflictError, NotFoundError, StaleRunError } from '../platform/dynamo/store-errors.ts';
import { aJob, aProject, aResult, aScope, START_MS } from './builders.ts';
import type { Stores } from './memory-stores.ts';
import { startRun } from './start-run.ts';

const edits = (stores: () => Stores): void => {
  it('gives back what was created', async () => {
    const { projects } = stores();
    const scope = aScope();
    const project = aProject({ name: aProject().name, language: 'de' });
    await projects.create(scope, project);
    expect(await projects.get(scope, project.id)).toEqual(project);
  });

  it('creating the same id again gives the first project and changes nothing', async () => {
    const { projects } = stores();
    const scope = aScope();
    const project = aProject();
    await projects.create(scope, project);
    expect(await projects.create(scope, { ...project, language: 'fr' })).toEqual(project);
  });

  it('another workspace’s project is a missing one', async () => {
    const { projects } = stores();
    const project = await projects.create(aScope(), aProject());
    const stranger = aScope();
    await expect(projects.get(stranger, project.id)).rejects.toThrow(NotFoundError);
    await expect(projects.save(stranger, { ...project, version: 2 })).rejects.toThrow(ConflictError);
    expect((await projects.list(stranger, { limit: 10 })).items).toEqual([]);
  });

  it('of two edits of the same version one is refused', async () => {
    const { projects } = stores();
    const scope = aScope();
    const project = await projects.create(scope, aProject());
    const answers = await Promise.allSettled([
      projects.save(scope, { ...project, language: 'de', version: 2 }),
      projects.save(scope, { ...project, language: 'fr', version: 2 }),
    ]);
    expect(answers.map(answer => answer.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await projects.get(scope, project.id)).version).toBe(2);
  });

  it('an edit that was read before a job began keeps the job', async () => {
    const { projects, ...rest } = stores();
    const scope = aScope();
    const { project, job } = await startRun({ projects, ...rest }, scope);
    await projects.save(scope, { ...project, language: 'de', version: 2 });
    expect(await projects.get(scope, project.id)).toMatchObject({ language: 'de', latestJobId: job.id });
  });
};

const lists = (stores: () => Stores): void => {
  it('lists newest first, every project once, over pages', async () => {
    const { projects } = stores();
    const scope = aScope();
    const ids = [];
    for (let count = 0; count < 5; count += 1) ids.unshift((await projects.create(scope, aProject())).id);
    const first = await projects.list(scope, { limit: 3 });
    const second = await projects.list(scope, { limit: 3, cursor: first.next });
    expect([...first.items, ...second.items].map(project => project.id)).toEqual(ids);
    expect(second.next).toBeUndefined();
  });

  it('refuses a cursor of another workspace', async () => {
    const { projects } = stores();
    const scope = aScope();
    await projects.create(scope, aProject());
    const { next } = await projects.list(scope, { limit: 1 });
    await expect(projects.list(aScope(), { limit: 1, cursor: next })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
};

const results = (stores: () => Stores): void => {
  it('keeps the newest result of each kind', async () => {
    const { projects, ...rest } = stores();
    const scope = aScope();
    const { run } = await startRun({ projects, ...rest }, scope);
    const pointer = aResult({ jobId: run.jobId });
    await projects.saveResult(scope, run, 'transcript', aResult({ jobId: run.jobId }));
    await projects.saveResult(scope, run, 'transcript', pointer);
    await projects.saveResult(scope, run, 'entities', pointer);
    const stored = await projects.get(scope, run.projectId);
    expect(stored.results).toEqual({ transcript: pointer, entities: pointer });
    expect(stored.version).toBe(1);
  });

  it('an edit takes the place of the result it was made of, and of no other', async () => {
    const { projects, jobs, ...rest } = stores();
    const scope = aScope();
    const { run } = await startRun({ projects, jobs, ...rest }, scope);
    const [before, edited, other] = ['a', 'b', 'c'].map(digit => aResult({ sha256: digit.repeat(64) }));
    if (before === undefined || edited === undefined || other === undefined) throw new Error('three results');
    await projects.saveResult(scope, run, 'manifest', before);
    await applyJobEvent({ jobs, clock: () => START_MS }, scope, run.jobId, { type: 'cancelled' });
    await projects.replaceResult(scope, run.projectId, 'manifest', before, edited);
    expect((await projects.get(scope, run.projectId)).results).toEqual({ manifest: edited });
    await expect(projects.replaceResult(scope, run.projectId, 'manifest', before, other)).rejects.toThrow(ConflictError);
    await expect(projects.replaceResult(scope, run.projectId, 'timeline', before, other)).rejects.toThrow(ConflictError);
    await expect(projects.replaceResult(aScope(), run.projectId, 'manifest', edited, other)).rejects.toThrow(ConflictError);
  });

  it('a cancelled run’s late result changes nothing', async () => {
    const { projects, jobs, ...rest } = stores();
    const scope = aScope();
    const { run } = await startRun({ projects, jobs, ...rest }, scope);
    await applyJobEvent({ jobs, clock: () => START_MS }, scope, run.jobId, { type: 'cancelled' });
    await expect(projects.saveResult(scope, run, 'transcript', aResult())).rejects.toThrow(StaleRunError);
    expect((await projects.get(scope, run.projectId)).results).toEqual({});
  });

  it('an earlier job’s result never takes the place of a later one’s', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    const later = aJob({ projectId: run.projectId });
    await all.jobs.create(scope, later);
    const pointer = aResult({ jobId: later.id });
    await all.projects.saveResult(scope, { ...run, jobId: later.id }, 'transcript', pointer);
    await expect(all.projects.saveResult(scope, run, 'transcript', aResult({ jobId: run.jobId }))).rejects.toThrow(StaleRunError);
    expect((await all.projects.get(scope, run.projectId)).results).toEqual({ transcript: pointer });
  });
};

/** What every ProjectStore guarantees. */
export const projectStoreContract = (stores: () => Stores): void => {
  describe('edits', () => edits(stores));
  describe('lists', () => lists(stores));
  describe('results', () => results(stores));
};
