import type { OwnerScope } from '../accounts/owner-scope.ts';
import { AppError } from '../errors/app-error.ts';
import { LIMITS } from '../platform/limits.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import type { PresignedReads } from '../platform/presigned-reads.ts';
import type { ProjectStore } from './project-store.ts';
import type { ObjectPointer, ResultKind } from './project.ts';

export interface ReadResultDeps {
  readonly projects: ProjectStore;
  readonly media: ObjectStore;
  readonly mediaReads: PresignedReads;
}

/** A document of ours, or where it can be read when it is too large to be answered. */
export type ReadResult = { readonly document: unknown } | { readonly redirect: string };

/** @throws AppError NOT_FOUND where the object is gone */
export const readPointer = async (deps: Omit<ReadResultDeps, 'projects'>, pointer: ObjectPointer): Promise<ReadResult> => {
  if (pointer.bytes > LIMITS.inlineBytes.value) return { redirect: await deps.mediaReads.url(pointer.key) };
  const bytes = await deps.media.get(pointer.key);
  if (bytes === null) throw new AppError('NOT_FOUND', { internal: `object ${pointer.key}` });
  return { document: JSON.parse(new TextDecoder().decode(bytes)) };
};

/** The project's newest result of a kind. @throws AppError NOT_FOUND before there is one */
export const readResult = async (deps: ReadResultDeps, scope: OwnerScope, projectId: string, kind: ResultKind): Promise<ReadResult> => {
  const project = await deps.projects.get(scope, projectId);
  const pointer = project.results[kind];
  if (pointer === undefined)
    throw new AppError('NOT_FOUND', { detail: `The project has no ${kind} yet. Start a job, or wait until it gets there.` });
  return readPointer(deps, pointer);
};
