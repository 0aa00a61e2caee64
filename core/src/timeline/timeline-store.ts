import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { TimelineHead } from './timeline-head.ts';

/** The current timeline of each project. */
export interface TimelineStore {
  /** @returns null before the first */
  find(scope: OwnerScope, projectId: string): Promise<TimelineHead | null>;
  /**
   * Writes a run's timeline.
   * @throws StaleRunError where the run has ended or been replaced, ConflictError unless the stored version is the one
   * before `head.version` (or none, for version 1)
   */
  save(scope: OwnerScope, head: TimelineHead): Promise<void>;
  /** Writes a change that no run made. @throws ConflictError unless the stored version is the one before `head.version` */
  edit(scope: OwnerScope, head: TimelineHead): Promise<void>;
}
