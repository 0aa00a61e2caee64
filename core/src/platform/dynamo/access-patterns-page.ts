import { ITEM_KILOBYTES, type AccessPattern, type ItemKind } from './access-patterns.ts';
import { TABLES } from './tables.ts';

const isItemKind = (kind: string): kind is ItemKind => Object.hasOwn(ITEM_KILOBYTES, kind);

const boundOf = ({ touches }: AccessPattern): string => {
  const kinds = Object.keys(touches).filter(isItemKind);
  const kilobytes = kinds.reduce((sum, kind) => sum + (touches[kind] ?? 0) * ITEM_KILOBYTES[kind], 0);
  const items = kinds.map(kind => `${touches[kind] ?? 0} × ${kind}`).join(', ');
  return `${items}; ${kilobytes.toLocaleString('en-GB')} KB`;
};

const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const tables = (): readonly string[] =>
  Object.entries(TABLES).map(([name, { partitionKey, sortKey, indexes, ttlAttribute, durable }]) => {
    const keys = sortKey === null ? partitionKey : `${partitionKey}, ${sortKey}`;
    const index = indexes.map(({ name: id, partitionKey: pk, sortKey: sk }) => `${id} (${pk}, ${sk})`).join(', ');
    return tableRow([`\`${name}\``, keys, index === '' ? 'none' : index, ttlAttribute, durable ? 'kept and backed up' : 'may be lost']);
  });

/** @returns the page `docs/access-patterns.md` */
export const accessPatternsPage = (patterns: readonly AccessPattern[]): string =>
  [
    '# Access patterns',
    '',
    'Made from `core/src/platform/dynamo/access-patterns.ts` by `npm run generate`; a test compares both, and another one runs every',
    'method and compares what it sends. Nothing is ever scanned, but by migrations.',
    '',
    '## Tables',
    '',
    tableRow(['table', 'key', 'indexes', 'expires by', 'content']),
    tableRow(['---', '---', '---', '---', '---']),
    ...tables(),
    '',
    '## Methods',
    '',
    'The bound is for a video of three hours: number of items and their size when they are large.',
    '',
    tableRow(['method', 'calls', 'key', 'bound']),
    tableRow(['---', '---', '---', '---']),
    ...patterns.map(pattern => {
      const calls = pattern.calls.join(', ') + (pattern.index === undefined ? '' : ` on ${pattern.index}`);
      return tableRow([`\`${pattern.method}\``, calls, pattern.key, boundOf(pattern)]);
    }),
    '',
  ].join('\n');
