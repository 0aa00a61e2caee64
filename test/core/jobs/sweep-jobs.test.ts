import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { OwnerScope } from '../../../core/src/accounts/owner-scope.ts';
import { applyJobEvent } from '../../../core/src/jobs/apply-job-event.ts';
import type { Executions, ExecutionState } from '../../../core/src/jobs/executions.ts';
import { executionNameOf, type ProcessingJob } from '../../../core/src/jobs/job.ts';
import { sweepJobs } from '../../../core/src/jobs/sweep-jobs.ts';
import { aJob, aScope, START_MS } from '../../../core/src/testing/builders.ts';
import { createMemoryStores } from '../../../core/src/testing/memory-stores.ts';
import { silentLogger } from '../../../core/src/testing/silent-logger.ts';
import { startRun } from '../../../core/src/testing/start-run.ts';

const MINUTE = 60_000;

const begin = (states: Readonly<Record<string, ExecutionState>>) => {
  const stores = createMemoryStores(100);
  const started: string[] = [];
  let asking = 0;
  let most = 0;
  const executions: Executions = {
    start: name => Promise.resolve(void started.push(name)),
    stop: () => Promise.resolve(),
    state: async name => {
      asking += 1;
      most = Math.max(most, asking);
      await sleep(1);
      asking -= 1;
      return states[name] ?? 'missing';
    },
  };
  const sweep = (active: readonly { readonly scope: OwnerScope; readonly jobId: string }[], afterMs = 5 * MINUTE) =>
    sweepJobs({
      ...stores,
      executions,
      active: {
        async *list() {
          for (const each of active) yield await Promise.resolve(each);
        },
      },
      clock: () => START_MS + afterMs,
      logger: silentLogger,
    });
  return { stores, started, sweep, most: () => most };
};

describe('the sweep', () => {
  it('starts what was never started', async () => {
    const { stores, started, sweep } = begin({});
    const scope = aScope();
    const { job } = await startRun(stores, scope);
    expect(await sweep([{ scope, jobId: job.id }])).toMatchObject({ started: 1 });
    expect(started).toEqual([executionNameOf(job)]);
  });

  it('fails a job whose execution is gone, at the stage it had reached', async () => {
    const { stores, sweep } = begin({});
    const scope = aScope();
    const { job } = await startRun(stores, scope);
    const clock = () => START_MS;
    await applyJobEvent({ jobs: stores.jobs, clock }, scope, job.id, { type: 'stage-began', run: 1, stage: 'plan', message: 'Planning.' });
    expect(await sweep([{ scope, jobId: job.id }])).toMatchObject({ failed: 1 });
    expect(await stores.jobs.get(scope, job.id)).toMatchObject({ state: 'failed', error: { code: 'EXECUTION_LOST', stage: 'plan' } });
  });

  it('leaves a job that changed within the last two minutes, and one that runs', async () => {
    const scope = aScope();
    const running = begin({});
    const { job } = await startRun(running.stores, scope);
    expect(await running.sweep([{ scope, jobId: job.id }], MINUTE)).toMatchObject({ left: 1 });
    const lasting = begin({ [executionNameOf(job)]: 'running' });
    const stored: ProcessingJob = await lasting.stores.jobs.create(scope, {
      ...job,
      projectId: (await startRun(lasting.stores, scope)).project.id,
    });
    expect(await lasting.sweep([{ scope, jobId: stored.id }])).toMatchObject({ left: 1 });
  });

  it('looks after the others where one cannot be read', async () => {
    const { stores, started, sweep } = begin({});
    const scope = aScope();
    const { job } = await startRun(stores, scope);
    const counts = await sweep([
      { scope, jobId: aJob().id },
      { scope, jobId: job.id },
    ]);
    expect(counts).toMatchObject({ started: 1, unreadable: 1 });
    expect(started).toHaveLength(1);
  });

  it('looks after several at a time, and never after many', async () => {
    const { stores, sweep, most } = begin({});
    const scope = aScope();
    const active = await Promise.all(Array.from({ length: 40 }, async () => ({ scope, jobId: (await startRun(stores, scope)).job.id })));
    expect(await sweep(active)).toMatchObject({ started: 40 });
    expect(most()).toBeGreaterThan(1);
    expect(most()).toBeLessThanOrEqual(10);
  });
});
