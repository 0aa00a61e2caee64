import type { OwnerScope } from '../accounts/owner-scope.ts';
import { AppError } from '../errors/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { LIMITS } from '../platform/limits.ts';
import { type GlossaryEntry, glossaryEntryId, StoredGlossaryEntry } from './glossary.ts';
import { type GlossaryStore, wholeGlossary } from './glossary-store.ts';

/**
 * Keeps what is said of a name in every later job; the newest entry of a name counts.
 * @throws AppError BAD_REQUEST where the glossary is full
 */
export const keepGlossaryEntry = async (
  { glossary, clock }: { readonly glossary: GlossaryStore; readonly clock: Clock },
  scope: OwnerScope,
  said: GlossaryEntry,
): Promise<StoredGlossaryEntry> => {
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
