import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { applyJobEvent } from '../../../core/src/jobs/apply-job-event.ts';
import { runStage, type StageWork } from '../../../core/src/jobs/run-stage.ts';
import type { StageAnswer, StageDeps, StageRun } from '../../../core/src/jobs/stage-run.ts';
import type { JobRef } from '../../../core/src/jobs/stage-message.ts';
import { StaleRunError } from '../../../core/src/platform/dynamo/store-errors.ts';
import { LIMITS } from '../../../core/src/platform/limits.ts';
import { deferred, done } from '../../../core/src/platform/outcome.ts';
import { aScope, START_MS } from '../../../core/src/testing/builders.ts';
import { MemoryObjectStore } from '../../../core/src/testing/memory-object-store.ts';
import { createMemoryStores } from '../../../core/src/testing/memory-stores.ts';
import { silentLogger } from '../../../core/src/testing/silent-logger.ts';
import { startRun } from '../../../core/src/testing/start-run.ts';

const MINUTE = 60_000;
const at = (ms: number): string => new Date(START_MS + ms).toISOString();

const begin = async (patienceMinutes = 10) => {
  const stores = createMemoryStores();
  const scope = aScope();
  const { job, run } = await startRun(stores, scope, { patienceMinutes });
  let nowMs = START_MS;
  const deps: StageDeps = { jobs: stores.jobs, media: new MemoryObjectStore(), clock: () => nowMs, logger: silentLogger };
  const ref: JobRef = { ...scope.claims, ...run };
  const stage = (work: StageWork<z.ZodNumber>['work']): Promise<StageAnswer> =>
    runStage(deps, ref, { stage: 'link', message: 'Linking.', schema: z.number(), work });
  return {
    deps,
    scope,
    ref,
    stage,
    waitUntil: (ms: number): void => {
      nowMs = START_MS + ms;
    },
    job: () => stores.jobs.get(scope, job.id),
    tell: (event: Parameters<typeof applyJobEvent>[3]) => applyJobEvent(deps, scope, job.id, event),
  };
};

describe('a stage that is deferred', () => {
  it('waits until then, and the job says for what', async () => {
    const { stage, job } = await begin();
    expect(await stage(() => Promise.resolve(deferred(at(5 * MINUTE), 'quota')))).toMatchObject({
      outcome: 'deferred',
      until: at(5 * MINUTE),
    });
    expect(await job()).toMatchObject({ state: 'waiting', waiting: { for: 'quota', until: at(5 * MINUTE) } });
  });

  it('does not spin on a time that has passed', async () => {
    const { stage } = await begin();
    const answer = await stage(() => Promise.resolve(deferred(at(-MINUTE), 'quota')));
    expect(answer).toMatchObject({ outcome: 'deferred', until: at(1_000) });
  });

  it.each([
    { patienceMinutes: 10, most: 40 },
    // A stage of batches does six at the same time. Each attempt is some eleven events of an execution's 25,000.
    { patienceMinutes: LIMITS.patienceMinutes.value, most: 10_000 / 11 / 6 },
  ])('asks less and less often: in $patienceMinutes minutes fewer than $most times', async ({ patienceMinutes, most }) => {
    const { stage, waitUntil } = await begin(patienceMinutes);
    let attempts = 0;
    for (let untilMs = 0; untilMs < patienceMinutes * MINUTE; attempts += 1) {
      waitUntil(untilMs);
      const answer = await stage(() => Promise.resolve(deferred(at(0), 'quota')));
      if (answer.outcome !== 'deferred') break;
      untilMs = Date.parse(answer.until) - START_MS;
    }
    expect(attempts).toBeLessThan(most);
  });

  it('fails once that is later than the job has patience for', async () => {
    const { stage } = await begin();
    expect(await stage(() => Promise.resolve(deferred(at(365 * 24 * 60 * MINUTE), 'quota')))).toMatchObject({
      outcome: 'failed',
      code: 'TIMED_OUT',
    });
  });
});

describe('a stage whose write is refused', () => {
  const refused = () => Promise.reject(new StaleRunError('a write'));

  it('is superseded where its run has been cancelled', async () => {
    const { stage, tell } = await begin();
    expect(
      await stage(async () => {
        await tell({ type: 'cancelled' });
        return refused();
      }),
    ).toEqual({ outcome: 'superseded' });
  });

  it('fails where the run is the current one: a later job of the project has published, and this one must end', async () => {
    const { stage } = await begin();
    expect(await stage(refused)).toMatchObject({ outcome: 'failed', code: 'JOB_OUTDATED' });
  });
});

describe('work under way', () => {
  it('learns from its progress that nobody wants it any more', async () => {
    const { stage, tell } = await begin();
    let goesOn = false;
    const answer = await stage(async (run: StageRun) => {
      await run.progress(0.1, 'Working.');
      await tell({ type: 'cancelled' });
      await run.progress(0.2, 'Working.');
      goesOn = true;
      return done(1);
    });
    expect(answer).toEqual({ outcome: 'superseded' });
    expect(goesOn).toBe(false);
  });
});
