import { beforeEach, describe, expect, it } from '@jest/globals';
import { correctEntity, type CorrectEntityDeps } from '../../../core/src/entities/correct-entity.ts';
import { Qid } from '../../../core/src/entities/entity.ts';
import { wholeGlossary } from '../../../core/src/entities/glossary-store.ts';
import type { OwnerScope } from '../../../core/src/accounts/owner-scope.ts';
import { applyJobEvent } from '../../../core/src/jobs/apply-job-event.ts';
import type { JobEvent } from '../../../core/src/jobs/job-event.ts';
import { plainText } from '../../../core/src/platform/plain-text.ts';
import type { Stage } from '../../../core/src/jobs/stage-message.ts';
import { anEntityRow, aScope, newTestId, START_MS } from '../../../core/src/testing/builders.ts';
import { createMemoryStores, type Stores } from '../../../core/src/testing/memory-stores.ts';
import { startRun, type StartedRun } from '../../../core/src/testing/start-run.ts';

const BERLIN = Qid.parse('Q64');
const named = anEntityRow({ id: 'ent_berlin', name: plainText('Berlin') });
const concept = anEntityRow({
  id: 'ent_camera',
  kind: 'concept',
  name: plainText('camera'),
  link: { status: 'not-named', why: 'no name' },
});

let stores: Stores;
let scope: OwnerScope;
let started: StartedRun;
let starts: string[];
let deps: CorrectEntityDeps;
const apply = (event: JobEvent): Promise<unknown> =>
  applyJobEvent({ jobs: stores.jobs, clock: () => START_MS }, scope, started.job.id, event);
const ended = (stage: Stage): JobEvent => ({ type: 'stage-ended', run: 1, stage, key: `results/${stage}.json` });
const end = async (): Promise<void> => {
  for (const event of [ended('hear'), ended('plan'), ended('link'), { type: 'finished', run: 1 } as const]) await apply(event);
};
const correct = (entityId: string, correction: Parameters<typeof correctEntity>[3], by = scope) =>
  correctEntity(deps, by, { projectId: started.project.id, entityId }, correction);

beforeEach(async () => {
  stores = createMemoryStores();
  scope = aScope();
  started = await startRun(stores, scope);
  starts = [];
  deps = {
    ...stores,
    clock: () => START_MS,
    newId: newTestId,
    executions: {
      start: name => Promise.resolve(void starts.push(name)),
      stop: () => Promise.resolve(),
      state: () => Promise.resolve('running'),
    },
  };
  await stores.entities.replace(scope, started.run, [named, concept]);
});

describe('a correction', () => {
  it('is remembered for the name, and the ended job runs again from where names are linked', async () => {
    await end();
    const { entry, job } = await correct(named.id, { action: 'pin', qid: BERLIN });
    expect(entry).toMatchObject({ name: 'Berlin', action: 'pin', qid: 'Q64', saidBy: scope.principalId });
    expect(job).toMatchObject({ id: started.job.id, run: 2, state: 'queued', from: 'link', results: { plan: 'results/plan.json' } });
    expect(starts).toEqual([`${started.job.id}-2`]);
    expect(await wholeGlossary(stores.glossary, scope)).toEqual([entry]);
  });

  it('waits for the next job while one runs', async () => {
    const { entry, job } = await correct(named.id, { action: 'ban' });
    expect([entry?.action, job]).toEqual(['ban', null]);
    expect(starts).toEqual([]);
  });

  it('cleared, is forgotten', async () => {
    await end();
    await correct(named.id, { action: 'ban' });
    expect((await correct(named.id, { action: 'clear' })).entry).toBeNull();
    expect(await wholeGlossary(stores.glossary, scope)).toEqual([]);
  });

  it('of a thing without a name cannot be an item, but it can be banned', async () => {
    await expect(correct(concept.id, { action: 'pin', qid: BERLIN })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect((await correct(concept.id, { action: 'ban' })).entry?.name).toBe('camera');
  });

  it('of what the talk does not name, or of another workspace, is a missing thing', async () => {
    await expect(correct('ent_nothing', { action: 'ban' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(correct(named.id, { action: 'ban' }, aScope())).rejects.toThrow();
    expect(await wholeGlossary(stores.glossary, scope)).toEqual([]);
  });
});
