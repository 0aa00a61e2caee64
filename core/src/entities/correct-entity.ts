import type { OwnerScope } from '../accounts/owner-scope.ts';
import { AppError, isAppError } from '../errors/app-error.ts';
import { reviseJob, type RequestJobDeps } from '../jobs/request-job.ts';
import type { ProcessingJob } from '../jobs/job.ts';
import type { PageRequest } from '../platform/page.ts';
import { LARGEST_PAGE } from '../platform/page.ts';
import type { EntityRow } from './entity-row.ts';
import type { EntityStore } from './entity-store.ts';
import type { Qid } from './entity.ts';
import { glossaryEntryId, StoredGlossaryEntry } from './glossary.ts';
import type { GlossaryStore } from './glossary-store.ts';

/** What the owner says of something the talk names: it is this item; never show it; forget what was said before. */
export type Correction = { readonly action: 'pin'; readonly qid: Qid } | { readonly action: 'ban' } | { readonly action: 'clear' };

export interface Corrected {
  /** What the workspace's glossary says of the name from now on; null after `clear`. */
  readonly entry: StoredGlossaryEntry | null;
  /** The project's job, running again from the stage that finds out what is meant; null where none can right now. */
  readonly job: ProcessingJob | null;
}

export interface CorrectEntityDeps extends RequestJobDeps {
  readonly entities: EntityStore;
  readonly glossary: GlossaryStore;
}

const findEntity = async ({ entities }: CorrectEntityDeps, scope: OwnerScope, projectId: string, entityId: string): Promise<EntityRow> => {
  for (let page: PageRequest = { limit: LARGEST_PAGE }; ;) {
    const { items, next } = await entities.list(scope, projectId, page);
    const found = items.find(({ id }) => id === entityId);
    if (found !== undefined) return found;
    if (next === undefined) throw new AppError('NOT_FOUND');
    page = { limit: LARGEST_PAGE, cursor: next };
  }
};

/** A job that runs, or one too many, is no reason to lose what was said: the next job heeds it. */
const revised = async (deps: CorrectEntityDeps, scope: OwnerScope, projectId: string): Promise<ProcessingJob | null> => {
  const { latestJobId } = await deps.projects.get(scope, projectId);
  if (latestJobId === null) return null;
  try {
    return await reviseJob(deps, scope, latestJobId);
  } catch (error) {
    if (isAppError(error, 'JOB_NOT_RETRYABLE', 'JOB_LIMIT')) return null;
    throw error;
  }
};

/**
 * Remembers in the workspace what one name means, and runs the project's last job again from where that matters: what was
 * heard and planned stays, and so do the links of everything else.
 * @throws AppError NOT_FOUND; BAD_REQUEST where a thing without a name is to be an item
 */
export const correctEntity = async (
  deps: CorrectEntityDeps,
  scope: OwnerScope,
  { projectId, entityId }: { readonly projectId: string; readonly entityId: string },
  correction: Correction,
): Promise<Corrected> => {
  await deps.projects.get(scope, projectId);
  const { name, type, kind } = await findEntity(deps, scope, projectId, entityId);
  if (correction.action === 'pin' && kind !== 'named') throw new AppError('BAD_REQUEST', { detail: 'Only a name can be an item.' });
  const id = glossaryEntryId(name);
  if (correction.action === 'clear') {
    await deps.glossary.remove(scope, id);
    return { entry: null, job: await revised(deps, scope, projectId) };
  }
  const said = { schemaVersion: 1, id, name, type, ...correction, saidBy: scope.principalId, saidAt: new Date(deps.clock()).toISOString() };
  const entry = StoredGlossaryEntry.parse(said);
  await deps.glossary.put(scope, entry);
  return { entry, job: await revised(deps, scope, projectId) };
};
