import type { OwnerScope } from '../accounts/owner-scope.ts';
import { StaleRunError } from '../platform/dynamo/store-errors.ts';
import { whileRacing } from '../platform/optimistic-change.ts';
import type { TimelineHead } from './timeline-head.ts';
import type { TimelineStore } from './timeline-store.ts';

/**
 * Makes a run's timeline the project's current one, with the version that comes next. The same timeline again changes
 * nothing, so a stage may run twice.
 * @throws StaleRunError where the run has ended, or a later job has put its own
 */
export const putTimelineHead = (
  timelines: TimelineStore,
  scope: OwnerScope,
  head: Omit<TimelineHead, 'schemaVersion' | 'version'>,
): Promise<TimelineHead> =>
  whileRacing(async () => {
    const current = await timelines.find(scope, head.projectId);
    // Ids of jobs sort by the time they were made.
    if (current !== null && current.jobId > head.jobId)
      throw new StaleRunError(`timeline of ${head.projectId}: job ${current.jobId} came later`);
    const isSame =
      current?.jobId === head.jobId && current.run === head.run && current.state === head.state && current.body.sha256 === head.body.sha256;
    if (isSame) return current;
    const next: TimelineHead = { schemaVersion: 1, ...head, version: (current?.version ?? 0) + 1 };
    await timelines.save(scope, next);
    return next;
  });
