import type { Page, PageRequest } from '../platform/page.ts';
import type { ProjectRows } from '../projects/project-rows.ts';
import type { ImageUse } from './image-use.ts';

/** Which cues show which pictures. */
export interface ImageUseStore extends ProjectRows<ImageUse> {
  /**
   * Uses of a picture in all workspaces: for takedown, re-check and sweep, never for a user. Uses of the last second may
   * be missing, and those of a timeline that is just being replaced may appear.
   */
  listOfImage(imageId: string, page: PageRequest): Promise<Page<ImageUse>>;
  /** The project no longer shows the picture. */
  forget(imageId: string, project: Pick<ImageUse, 'workspaceId' | 'projectId'>): Promise<void>;
}
