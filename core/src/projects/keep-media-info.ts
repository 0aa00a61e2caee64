import type { OwnerScope } from '../accounts/owner-scope.ts';
import { whileRacing } from '../platform/optimistic-change.ts';
import type { MediaInfo } from '../speech/media-info.ts';
import type { ProjectStore } from './project-store.ts';

/** Keeps what the first probe found; media that was replaced meanwhile, or is known already, stays as it is. */
export const keepMediaInfo = (
  { projects }: { readonly projects: ProjectStore },
  scope: OwnerScope,
  projectId: string,
  probed: { readonly key: string; readonly info: MediaInfo },
): Promise<void> =>
  whileRacing(async () => {
    const project = await projects.get(scope, projectId);
    if (project.media === null || project.media.key !== probed.key || project.media.info !== null) return;
    await projects.save(scope, { ...project, media: { ...project.media, info: probed.info }, version: project.version + 1 });
  });
