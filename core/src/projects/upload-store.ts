import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { Upload } from './upload.ts';

/** Uploads of a project. */
export interface UploadStore {
  /** @throws ConflictError where the id exists */
  create(scope: OwnerScope, upload: Upload): Promise<void>;
  get(scope: OwnerScope, projectId: string, uploadId: string): Promise<Upload>;
  /** Newest first. */
  list(scope: OwnerScope, projectId: string, page: PageRequest): Promise<Page<Upload>>;
  /** @throws ConflictError unless the stored version is the one before `upload.version` */
  save(scope: OwnerScope, upload: Upload): Promise<void>;
}
