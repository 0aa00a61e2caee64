import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { OwnImage } from './own-image.ts';

/** The pictures of a workspace's own. */
export interface OwnImageStore {
  find(scope: OwnerScope, imageId: string): Promise<OwnImage | null>;
  /** Those there are, in no order; at most 100. */
  findMany(scope: OwnerScope, imageIds: readonly string[]): Promise<readonly OwnImage[]>;
  /** In the order of their ids. */
  list(scope: OwnerScope, page: PageRequest): Promise<Page<OwnImage>>;
  /** @throws ConflictError unless `own.version` is one above the stored one; the first one is 1 */
  save(scope: OwnerScope, own: OwnImage): Promise<void>;
  /** Removing what is not there is harmless. */
  remove(scope: OwnerScope, imageId: string): Promise<void>;
  /** Those being deleted, of all workspaces, the longest first: for upkeep, never for a user. */
  listGoing(page: PageRequest): Promise<Page<OwnImage>>;
}
