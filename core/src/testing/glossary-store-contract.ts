import { expect, it } from '@jest/globals';
import { wholeGlossary } from '../entities/glossary-store.ts';
import { NotFoundError } from '../platform/dynamo/store-errors.ts';
import { aScope } from './builders.ts';
import { aGlossaryEntry } from './entity-builders.ts';
import type { Stores } from './memory-stores.ts';

/** What every GlossaryStore guarantees. */
export const glossaryStoreContract = (stores: () => Stores): void => {
  it('gives back what was said, the newest of a name', async () => {
    const { glossary } = stores();
    const scope = aScope();
    const entry = aGlossaryEntry({ name: 'Paris', action: 'pin', qid: 'Q90' });
    await glossary.put(scope, entry);
    expect(await glossary.get(scope, entry.id)).toEqual(entry);
    const later = aGlossaryEntry({ name: 'paris', action: 'ban' });
    await glossary.put(scope, later);
    expect(await wholeGlossary(glossary, scope)).toEqual([later]);
  });

  it('what was removed is gone, and removing it again is harmless', async () => {
    const { glossary } = stores();
    const scope = aScope();
    const entry = aGlossaryEntry({ name: 'Paris', action: 'ban' });
    await glossary.put(scope, entry);
    await glossary.remove(scope, entry.id);
    await glossary.remove(scope, entry.id);
    await expect(glossary.get(scope, entry.id)).rejects.toThrow(NotFoundError);
  });

  it('another workspace says nothing of it', async () => {
    const { glossary } = stores();
    const entry = aGlossaryEntry({ name: 'Paris', action: 'ban' });
    await glossary.put(aScope(), entry);
    const stranger = aScope();
    await expect(glossary.get(stranger, entry.id)).rejects.toThrow(NotFoundError);
    expect(await wholeGlossary(glossary, stranger)).toEqual([]);
  });

  it('lists all of them, page by page', async () => {
    const { glossary } = stores();
    const scope = aScope();
    const entries = Array.from({ length: 5 }, (_, index) => aGlossaryEntry({ name: `Name ${index}`, action: 'ban' }));
    for (const entry of entries) await glossary.put(scope, entry);
    const first = await glossary.list(scope, { limit: 3 });
    const rest = await glossary.list(scope, { limit: 3, ...(first.next === undefined ? {} : { cursor: first.next }) });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(entries.map(({ id }) => id).sort());
  });
};
