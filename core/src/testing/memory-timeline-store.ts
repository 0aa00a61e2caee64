import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { TimelineHead } from '../timeline/timeline-head.ts';
import type { TimelineStore } from '../timeline/timeline-store.ts';
import { ownedKey, type MemoryDatabase } from './memory-database.ts';
import { assertFollows, promised } from './memory-table.ts';

/** Heads of timelines in memory. */
export class MemoryTimelineStore implements TimelineStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  find(scope: OwnerScope, projectId: string): Promise<TimelineHead | null> {
    return promised(() => this.#database.timelines.find(ownedKey(scope, projectId)));
  }

  save(scope: OwnerScope, head: TimelineHead): Promise<void> {
    return promised(() => {
      this.#database.assertCurrent(scope, head);
      this.#put(scope, head);
    });
  }

  edit(scope: OwnerScope, head: TimelineHead): Promise<void> {
    return promised(() => this.#put(scope, head));
  }

  #put(scope: OwnerScope, head: TimelineHead): void {
    const key = ownedKey(scope, head.projectId);
    assertFollows(this.#database.timelines.find(key), head);
    this.#database.timelines.put(key, head);
  }
}
