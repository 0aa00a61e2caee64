import { describe, expect, it } from '@jest/globals';
import { applyJobEvent } from '../jobs/apply-job-event.ts';
import { StaleRunError } from '../platform/dynamo/store-errors.ts';
import { allItems } from '../platform/page.ts';
import type { ProjectRows } from '../projects/project-rows.ts';
import { aJob, anImageUse, aScope, START_MS } from './builders.ts';
import type { Stores } from './memory-stores.ts';
import { startRun } from './start-run.ts';

/** What every kind of a project's rows guarantees. @param row the `place`th of its kind */
export const projectRowsContract = <Row>(
  stores: () => Stores,
  rowsOf: (stores: Stores) => ProjectRows<Row>,
  row: (place: number) => Row,
): void => {
  const rows = (count: number): Row[] => Array.from({ length: count }, (_, place) => row(place));

  it('are read in the order they were given in, over pages', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    await rowsOf(all).replace(scope, run, rows(12));
    const first = await rowsOf(all).list(scope, run.projectId, { limit: 5 });
    const second = await rowsOf(all).list(scope, run.projectId, { limit: 10, cursor: first.next });
    expect([...first.items, ...second.items]).toEqual(rows(12));
  });

  it('are empty before the first run, and after one that found nothing', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    expect(await rowsOf(all).list(scope, run.projectId, { limit: 5 })).toEqual({ items: [] });
    await rowsOf(all).replace(scope, run, []);
    expect(await rowsOf(all).list(scope, run.projectId, { limit: 5 })).toEqual({ items: [] });
  });

  it('a later run’s rows take the place of all before them; the same run twice leaves the same', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    await rowsOf(all).replace(scope, run, rows(60));
    const clock = () => START_MS;
    await applyJobEvent({ jobs: all.jobs, clock }, scope, run.jobId, { type: 'cancelled' });
    await applyJobEvent({ jobs: all.jobs, clock }, scope, run.jobId, { type: 'retried' });
    for (let time = 0; time < 2; time += 1) await rowsOf(all).replace(scope, { ...run, run: 2 }, rows(3));
    expect(await allItems(page => rowsOf(all).list(scope, run.projectId, page), 100)).toEqual(rows(3));
  });

  it('a replaced run’s late rows are seen by nobody', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    await rowsOf(all).replace(scope, run, rows(2));
    await applyJobEvent({ jobs: all.jobs, clock: () => START_MS }, scope, run.jobId, { type: 'cancelled' });
    await applyJobEvent({ jobs: all.jobs, clock: () => START_MS }, scope, run.jobId, { type: 'retried' });
    await expect(rowsOf(all).replace(scope, run, rows(9))).rejects.toThrow(StaleRunError);
    expect((await rowsOf(all).list(scope, run.projectId, { limit: 20 })).items).toEqual(rows(2));
  });

  it('belong to their workspace, and a cursor to its list', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    await rowsOf(all).replace(scope, run, rows(4));
    const stranger = aScope();
    expect(await rowsOf(all).list(stranger, run.projectId, { limit: 5 })).toEqual({ items: [] });
    const other = await startRun(all, scope);
    await rowsOf(all).replace(scope, other.run, rows(4));
    const { next } = await rowsOf(all).list(scope, run.projectId, { limit: 1 });
    await expect(rowsOf(all).list(scope, other.run.projectId, { limit: 1, cursor: next })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
};

/** What holds where two jobs of a project run at the same time. @param row the `place`th of its kind */
export const laterRowsContract = <Row>(
  stores: () => Stores,
  rowsOf: (stores: Stores) => ProjectRows<Row>,
  row: (place: number) => Row,
): void => {
  const rows = (count: number): Row[] => Array.from({ length: count }, (_, place) => row(place));

  it('an earlier job’s rows never take the place of a later one’s, and none of them stay', async () => {
    const all = stores();
    const scope = aScope();
    const { run } = await startRun(all, scope);
    const later = aJob({ projectId: run.projectId });
    await all.jobs.create(scope, later);
    await rowsOf(all).replace(scope, { ...run, jobId: later.id }, rows(3));
    await expect(rowsOf(all).replace(scope, run, rows(9))).rejects.toThrow(StaleRunError);
    expect((await rowsOf(all).list(scope, run.projectId, { limit: 20 })).items).toEqual(rows(3));
  });
};

/** What an ImageUseStore guarantees beyond that. */
export const imageUseContract = (stores: () => Stores): void => {
  describe('uses of a picture', () => {
    it('are found over all workspaces, and gone with the timeline that had them', async () => {
      const all = stores();
      const imageId = aScope().workspaceId.length.toString(16).padStart(64, '0');
      const runs = [];
      for (const scope of [aScope(), aScope()]) {
        const { run } = await startRun(all, scope);
        await all.imageUses.replace(scope, run, [anImageUse({ workspaceId: scope.workspaceId, projectId: run.projectId, imageId })]);
        runs.push({ scope, run });
      }
      const users = async () => (await all.imageUses.listOfImage(imageId, { limit: 10 })).items.map(use => use.workspaceId).sort();
      expect(await users()).toEqual(runs.map(({ scope }) => scope.workspaceId).sort());
      const [first] = runs;
      if (first === undefined) throw new Error('two runs were started');
      const { jobs } = all;
      for (const type of ['cancelled', 'retried'] as const)
        await applyJobEvent({ jobs, clock: () => START_MS }, first.scope, first.run.jobId, { type });
      await all.imageUses.replace(first.scope, { ...first.run, run: 2 }, []);
      expect(await users()).toEqual(runs.slice(1).map(({ scope }) => scope.workspaceId));
    });

    it('are forgotten project by project, other pictures of the project stay', async () => {
      const all = stores();
      const imageId = '5'.repeat(64);
      const projects = [];
      for (const scope of [aScope(), aScope()]) {
        const { run } = await startRun(all, scope);
        const of = { workspaceId: scope.workspaceId, projectId: run.projectId };
        const uses = [imageId, '6'.repeat(64), imageId].map((id, place) => anImageUse({ ...of, imageId: id, cueId: `cue_${place}` }));
        await all.imageUses.replace(scope, run, uses);
        projects.push({ scope, of });
      }
      const [first, second] = projects;
      if (first === undefined || second === undefined) throw new Error('two projects were made');
      await all.imageUses.forget(imageId, first.of);
      const left = async (id: string) => (await all.imageUses.listOfImage(id, { limit: 20 })).items.map(use => use.projectId);
      expect(await left(imageId)).toEqual([second.of.projectId, second.of.projectId]);
      expect((await left('6'.repeat(64))).sort()).toEqual([first.of.projectId, second.of.projectId].sort());
      expect((await all.imageUses.list(first.scope, first.of.projectId, { limit: 20 })).items.map(use => use.cueId)).toEqual(['cue_1']);
    });
  });
};
