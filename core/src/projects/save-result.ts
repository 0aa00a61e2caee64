import type { StageRun } from '../jobs/stage-run.ts';
import { writeJson } from '../platform/json-objects.ts';
import { mediaKeys } from '../platform/object-keys.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import type { ProjectStore } from './project-store.ts';
import type { ResultKind } from './project.ts';

export interface SaveResultDeps {
  readonly projects: ProjectStore;
  readonly media: ObjectStore;
}

/**
 * Makes a run's document the project's newest of its kind: the object first, then the pointer under the run's fence, so
 * that a reader never meets a pointer to nothing. Twice leaves the same.
 */
export const saveResult = async (deps: SaveResultDeps, run: StageRun, kind: ResultKind, document: unknown): Promise<void> => {
  const written = await writeJson(deps.media, mediaKeys.published(run.ref, `${kind}.json`), document);
  await deps.projects.saveResult(run.scope, run.ref, kind, { ...written, jobId: run.ref.jobId, run: run.ref.run });
};
