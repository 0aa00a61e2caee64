import { describe, expect, it } from '@jest/globals';
import { applyJobEvent } from '../../../core/src/jobs/apply-job-event.ts';
import { failRun } from '../../../core/src/jobs/end-run.ts';
import { aScope, START_MS } from '../../../core/src/testing/builders.ts';
import { createMemoryStores } from '../../../core/src/testing/memory-stores.ts';
import { silentLogger } from '../../../core/src/testing/silent-logger.ts';
import { startRun } from '../../../core/src/testing/start-run.ts';

const clock = () => START_MS;

describe('a run that ended without a last word', () => {
  it('failed at the stage the job had reached, so that a retry goes on there', async () => {
    const { jobs, ...rest } = createMemoryStores();
    const scope = aScope();
    const { run } = await startRun({ jobs, ...rest }, scope);
    await applyJobEvent({ jobs, clock }, scope, run.jobId, { type: 'stage-began', run: 1, stage: 'rank', message: 'Ranking.' });
    await failRun({ jobs, clock, logger: silentLogger }, { ...scope.claims, ...run }, { code: 'EXECUTION_LOST', stage: null, why: 'gone' });
    expect(await jobs.get(scope, run.jobId)).toMatchObject({ state: 'failed', error: { code: 'EXECUTION_LOST', stage: 'rank' } });
  });
});
