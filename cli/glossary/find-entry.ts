import { glossaryEntryId } from '@cutaway/core/entities/glossary';
import type { Client } from '../client/client/index.ts';
import { listGlossary, type GlossaryEntry } from '../client/index.ts';
import { CommandError, EXIT } from '../exit-code.ts';
import { answered } from '../stage/answered.ts';

export const wholeGlossary = async (client: Client): Promise<readonly GlossaryEntry[]> => {
  const entries: GlossaryEntry[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await answered(listGlossary({ client, query: { limit: 100, ...(cursor !== undefined && { cursor }) } }));
    entries.push(...page.items);
    if (page.next === undefined) return entries;
    cursor = page.next;
  }
};

/** @returns what is said of a name in whatever spelling @throws CommandError `usage` where nothing is */
export const entryOf = async (client: Client, name: string): Promise<GlossaryEntry> => {
  const entry = (await wholeGlossary(client)).find(({ id }) => id === glossaryEntryId(name));
  if (entry === undefined) throw new CommandError(EXIT.usage, `Nothing is said about ${name}.`);
  return entry;
};
