import type { TakedownStore } from '../images/takedown-store.ts';
import { TAKEDOWN_SHAPE, type Takedown } from '../images/takedown.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { assertFollows, MemoryTable, promised } from './memory-table.ts';

/** Takedowns in memory. */
export class MemoryTakedownStore implements TakedownStore {
  readonly #database: MemoryDatabase;
  readonly #rows = new MemoryTable(TAKEDOWN_SHAPE);
  readonly #barred = new Set<string>();
  readonly #ids: string[] = [];

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  begin(takedown: Takedown): Promise<Takedown> {
    return promised(() => {
      const stored = this.#rows.find(takedown.imageId);
      if (stored !== null) return stored;
      this.#rows.put(takedown.imageId, takedown);
      this.#ids.push(takedown.imageId);
      for (const id of [takedown.imageId, takedown.candidateId]) this.#barred.add(id);
      return takedown;
    });
  }

  find(imageId: string): Promise<Takedown | null> {
    return promised(() => this.#rows.find(imageId));
  }

  save(takedown: Takedown): Promise<void> {
    return promised(() => {
      assertFollows(this.#rows.find(takedown.imageId), takedown);
      this.#rows.put(takedown.imageId, takedown);
    });
  }

  barred(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return promised(() => new Set(ids.filter(id => this.#barred.has(id))));
  }

  listUnderWay(request: PageRequest): Promise<Page<Takedown>> {
    return promised(() => {
      const ordered = new MemoryTable(TAKEDOWN_SHAPE);
      for (const takedown of this.#ids.map(id => this.#rows.get(id)).filter(({ state }) => state === 'under-way')) {
        ordered.put(`${takedown.requestedAt}#${takedown.imageId}`, takedown);
      }
      const purpose = { workspaceId: '', list: 'takedowns under way' };
      return ordered.page('', { cursors: this.#database.cursors, purpose, request, order: 'asc' });
    });
  }
}
