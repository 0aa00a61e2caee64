import type { Page, PageRequest } from '../platform/page.ts';
import type { Takedown } from './takedown.ts';

/** Pictures that must not be shown. They belong to no workspace, so nothing here takes a scope. */
export interface TakedownStore {
  /**
   * From here on the picture is barred, and so is everything found under its candidate's id.
   * @returns what is stored: a picture is taken down once
   */
  begin(takedown: Takedown): Promise<Takedown>;
  find(imageId: string): Promise<Takedown | null>;
  /** How far it has come. @throws ConflictError unless `takedown.version` is one above the stored one */
  save(takedown: Takedown): Promise<void>;
  /** @param ids of stored pictures and of candidates, at most 100 @returns those that are barred */
  barred(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Oldest first. */
  listUnderWay(page: PageRequest): Promise<Page<Takedown>>;
}
