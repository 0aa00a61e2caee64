import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { Clock } from '../platform/clock.ts';
import { whileRacing } from '../platform/optimistic-change.ts';
import type { JobEvent } from './job-event.ts';
import { transition, type Transition } from './job-machine.ts';
import type { JobStore } from './job-store.ts';

/**
 * Moves a job on by one event and stores it. Writers that race are put in some order; one that comes too late learns it
 * from the answer (`stale`, `refused`) and has changed nothing.
 */
export const applyJobEvent = (
  { jobs, clock }: { readonly jobs: JobStore; readonly clock: Clock },
  scope: OwnerScope,
  jobId: string,
  event: JobEvent,
): Promise<Transition> =>
  whileRacing(async () => {
    const before = await jobs.get(scope, jobId);
    const result = transition(before, event, clock());
    if (result.kind === 'changed') await jobs.save(scope, before, result.job);
    return result;
  });
