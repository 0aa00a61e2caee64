import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { Upload } from '../projects/upload.ts';
import type { UploadStore } from '../projects/upload-store.ts';
import { ownedKey, type MemoryDatabase } from './memory-database.ts';
import { assertFollows, promised } from './memory-table.ts';

/** Uploads in memory. */
export class MemoryUploadStore implements UploadStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  create(scope: OwnerScope, upload: Upload): Promise<void> {
    return promised(() => this.#database.uploads.create(ownedKey(scope, upload.projectId, upload.id), upload));
  }

  get(scope: OwnerScope, projectId: string, uploadId: string): Promise<Upload> {
    return promised(() => this.#database.uploads.get(ownedKey(scope, projectId, uploadId)));
  }

  list(scope: OwnerScope, projectId: string, request: PageRequest): Promise<Page<Upload>> {
    const { cursors, uploads } = this.#database;
    const purpose = { workspaceId: scope.workspaceId, list: `uploads of ${projectId}` };
    return promised(() => uploads.page(ownedKey(scope, projectId, ''), { cursors, purpose, request, order: 'desc' }));
  }

  save(scope: OwnerScope, upload: Upload): Promise<void> {
    return promised(() => {
      const key = ownedKey(scope, upload.projectId, upload.id);
      assertFollows(this.#database.uploads.find(key), upload);
      this.#database.uploads.put(key, upload);
    });
  }
}
