import type { OwnerScope } from '../accounts/owner-scope.ts';
import { LIMITS } from '../platform/limits.ts';
import { allItems, type Page, type PageRequest } from '../platform/page.ts';
import type { StoredGlossaryEntry } from './glossary.ts';

/** What a workspace says about names: at most one entry a name. */
export interface GlossaryStore {
  /** Takes the place of what was said of the name before. */
  put(scope: OwnerScope, entry: StoredGlossaryEntry): Promise<void>;
  /** @throws NotFoundError where there is none */
  get(scope: OwnerScope, entryId: string): Promise<StoredGlossaryEntry>;
  /** Removing what is not there is harmless. */
  remove(scope: OwnerScope, entryId: string): Promise<void>;
  /** In the order of their ids. */
  list(scope: OwnerScope, page: PageRequest): Promise<Page<StoredGlossaryEntry>>;
}

/** @returns everything a workspace says, for the stages of a job */
export const wholeGlossary = (glossary: GlossaryStore, scope: OwnerScope): Promise<readonly StoredGlossaryEntry[]> =>
  allItems(page => glossary.list(scope, page), LIMITS.glossaryEntries.value);
