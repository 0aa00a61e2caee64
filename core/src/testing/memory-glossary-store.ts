import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { StoredGlossaryEntry } from '../entities/glossary.ts';
import type { GlossaryStore } from '../entities/glossary-store.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import { ownedKey, type MemoryDatabase } from './memory-database.ts';
import { promised } from './memory-table.ts';

/** Glossaries in memory. */
export class MemoryGlossaryStore implements GlossaryStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  put(scope: OwnerScope, entry: StoredGlossaryEntry): Promise<void> {
    return promised(() => this.#database.glossary.put(ownedKey(scope, entry.id), entry));
  }

  get(scope: OwnerScope, entryId: string): Promise<StoredGlossaryEntry> {
    return promised(() => this.#database.glossary.get(ownedKey(scope, entryId)));
  }

  remove(scope: OwnerScope, entryId: string): Promise<void> {
    return promised(() => this.#database.glossary.delete(ownedKey(scope, entryId)));
  }

  list(scope: OwnerScope, request: PageRequest): Promise<Page<StoredGlossaryEntry>> {
    const { cursors, glossary } = this.#database;
    const purpose = { workspaceId: scope.workspaceId, list: 'glossary' };
    return promised(() => glossary.page(ownedKey(scope, ''), { cursors, purpose, request, order: 'asc' }));
  }
}
