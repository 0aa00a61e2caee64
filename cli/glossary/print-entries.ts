import type { GlossaryEntry } from '../client/index.ts';

const saying = ({ action, qid, imageId }: GlossaryEntry): string => {
  switch (action) {
    case 'pin':
      return `is ${qid ?? 'an item'}`;
    case 'ban':
      return 'is never shown';
    case 'alias':
      return 'is looked up';
    case 'picture':
      return `is shown by your picture ${imageId?.slice(0, 12) ?? ''}`.trimEnd();
  }
};

const lineOf = (entry: GlossaryEntry): string =>
  [`${entry.name} ${saying(entry)}`, ...(entry.aliases.length === 0 ? [] : [`also said: ${entry.aliases.join(', ')}`])].join('; ');

/** @returns a line for each name */
export const printEntries = (entries: readonly GlossaryEntry[]): string =>
  entries.length === 0 ? 'Nothing is said about any name.' : entries.map(lineOf).join('\n');
