import type { OwnerScope } from '../accounts/owner-scope.ts';
import { AppError } from '../errors/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { keptImage } from '../images/own-image.ts';
import type { OwnImageStore } from '../images/own-image-store.ts';
import { LIMITS } from '../platform/limits.ts';
import { type GlossaryEntry, glossaryEntryId, StoredGlossaryEntry } from './glossary.ts';
import { type GlossaryStore, wholeGlossary } from './glossary-store.ts';

export interface KeepGlossaryDeps {
  readonly glossary: GlossaryStore;
  readonly ownImages: Pick<OwnImageStore, 'find'>;
  readonly clock: Clock;
}

/** What another workspace has is answered as what nobody has. */
const assertOwn = async ({ ownImages }: KeepGlossaryDeps, scope: OwnerScope, { action, imageId }: GlossaryEntry): Promise<void> => {
  if (action !== 'picture' || imageId === undefined) return;
  if (keptImage(await ownImages.find(scope, imageId)) === null) throw new AppError('IMAGE_UNKNOWN');
};

/**
 * Keeps what is said of a name in every later job; the newest entry of a name counts.
 * @throws AppError BAD_REQUEST where the glossary is full, IMAGE_UNKNOWN where the workspace has no such picture
 */
export const keepGlossaryEntry = async (deps: KeepGlossaryDeps, scope: OwnerScope, said: GlossaryEntry): Promise<StoredGlossaryEntry> => {
  const { glossary, clock } = deps;
  await assertOwn(deps, scope, said);
  const id = glossaryEntryId(said.name);
  const known = await wholeGlossary(glossary, scope);
  if (known.length >= LIMITS.glossaryEntries.value && !known.some(entry => entry.id === id)) {
    throw new AppError('BAD_REQUEST', { detail: `A glossary holds at most ${LIMITS.glossaryEntries.value} names. Remove some first.` });
  }
  const saidAt = new Date(clock()).toISOString();
  const entry = StoredGlossaryEntry.parse({ schemaVersion: 1, id, ...said, saidBy: scope.principalId, saidAt });
  await glossary.put(scope, entry);
  return entry;
};
