import type { OwnerScope } from '../accounts/owner-scope.ts';
import { AppError } from '../errors/app-error.ts';
import { JobSettings } from '../jobs/job-settings.ts';
import type { Clock } from '../platform/clock.ts';
import { ConflictError } from '../platform/dynamo/store-errors.ts';
import type { NewId } from '../platform/ids.ts';
import type { PlainText } from '../platform/plain-text.ts';
import type { ProjectStore } from './project-store.ts';
import type { VideoProject } from './project.ts';

export interface ProjectDeps {
  readonly projects: ProjectStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

export const createProject = (
  deps: ProjectDeps,
  scope: OwnerScope,
  given: { readonly name: PlainText; readonly language: string },
): Promise<VideoProject> => {
  const now = new Date(deps.clock()).toISOString();
  return deps.projects.create(scope, {
    schemaVersion: 1,
    id: deps.newId('prj'),
    name: given.name,
    language: given.language,
    media: null,
    transcript: null,
    settings: JobSettings.parse({}),
    createdAt: now,
    updatedAt: now,
    version: 1,
    latestJobId: null,
    results: {},
  });
};

/** @param version that the caller has read @throws AppError PRECONDITION_FAILED where it is no longer the stored one */
export const editProject = async (
  deps: Pick<ProjectDeps, 'projects' | 'clock'>,
  scope: OwnerScope,
  projectId: string,
  version: number,
  change: { readonly name?: PlainText | undefined; readonly language?: string | undefined },
): Promise<VideoProject> => {
  const project = await deps.projects.get(scope, projectId);
  if (project.version !== version) throw new AppError('PRECONDITION_FAILED');
  const next = {
    ...project,
    name: change.name ?? project.name,
    language: change.language ?? project.language,
    version: version + 1,
    updatedAt: new Date(deps.clock()).toISOString(),
  };
  await deps.projects.save(scope, next).catch((error: unknown) => {
    throw error instanceof ConflictError ? new AppError('PRECONDITION_FAILED', { cause: error }) : error;
  });
  return next;
};
