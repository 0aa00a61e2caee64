import { describe, expect, it } from '@jest/globals';
import { applyJobEvent } from '../../../core/src/jobs/apply-job-event.ts';
import type { Executions } from '../../../core/src/jobs/executions.ts';
import { JobSettings } from '../../../core/src/jobs/job-settings.ts';
import { cancelJob, retryJob, startJob, type RequestJobDeps } from '../../../core/src/jobs/request-job.ts';
import { aProject, aScope, newTestId, START_MS } from '../../../core/src/testing/builders.ts';
import { createMemoryStores } from '../../../core/src/testing/memory-stores.ts';

const begin = async () => {
  const stores = createMemoryStores();
  const calls: string[] = [];
  const executions: Executions = {
    start: name => Promise.resolve(void calls.push(`start ${name}`)),
    stop: name => Promise.resolve(void calls.push(`stop ${name}`)),
    state: () => Promise.resolve('running' as const),
  };
  const deps: RequestJobDeps = { ...stores, executions, clock: () => START_MS, newId: newTestId };
  const scope = aScope();
  const transcript = { key: 'transcripts/a.json', bytes: 10, sha256: 'a'.repeat(64), source: 'srt', words: 3, durationMs: 900 } as const;
  const project = await stores.projects.create(scope, aProject({ transcript }));
  return { deps, scope, project, calls };
};

describe('cancelling', () => {
  it('stops the run that was cancelled, never one that was started since', async () => {
    const { deps, scope, project, calls } = await begin();
    const job = await startJob(deps, scope, project.id, JobSettings.parse({}));
    const { jobs } = deps;
    /** Somebody retries between the row and the stop. */
    const get: typeof jobs.get = async (owner, id) => {
      const read = await jobs.get(owner, id);
      if (read.state === 'cancelled') await applyJobEvent(deps, owner, id, { type: 'retried' });
      return jobs.get(owner, id);
    };
    const racing = new Proxy(jobs, {
      get: (target, name: keyof typeof jobs) => (name === 'get' ? get : target[name].bind(target)),
    });
    await cancelJob({ ...deps, jobs: racing }, scope, job.id);
    expect(calls).toEqual([`start ${job.id}-1`, `stop ${job.id}-1`]);
  });
});

describe('retrying', () => {
  it('asked for twice, starts one run: the second time finds it queued and makes sure that it was started', async () => {
    const { deps, scope, project, calls } = await begin();
    const job = await startJob(deps, scope, project.id, JobSettings.parse({}));
    await cancelJob(deps, scope, job.id);
    const first = await retryJob(deps, scope, job.id);
    const second = await retryJob(deps, scope, job.id);
    expect(second).toEqual(first);
    expect(calls.filter(call => call === `start ${job.id}-2`)).toHaveLength(2);
  });
});
