import type { Annotation } from '@cutaway/core/entities/annotate';

const HEAD = ['name', 'said', 'type', 'item', 'sure', 'why'] as const;

/** @returns a table of the names of a text, one line for each name and what it was taken for */
export const printNames = (text: string, mentions: Annotation['mentions']): string => {
  if (mentions.length === 0) return 'No names were found.';
  const rows = new Map<string, { readonly cells: readonly string[]; said: number }>();
  for (const { start, end, type, qid, probability, why } of mentions) {
    const name = text.slice(start, end).replaceAll(/\s+/gu, ' ');
    const key = [name, type, qid].join('|');
    const known = rows.get(key);
    if (known !== undefined) known.said += 1;
    else rows.set(key, { cells: [type, qid ?? '-', `${(100 * probability).toFixed(0)} %`, why], said: 1 });
  }
  const lines = [...rows].map(([key, { cells, said }]) => [key.split('|')[0] ?? '', String(said), ...cells]);
  const table = [[...HEAD], ...lines];
  const widths = HEAD.map((_, column) => Math.max(...table.map(line => line[column]?.length ?? 0)));
  return table
    .map(line => line.map((cell, column) => (column === HEAD.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  '))
    .join('\n');
};
