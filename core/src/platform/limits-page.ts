import type { Limit } from './limits.ts';

const number = (value: number): string => value.toLocaleString('en-GB');

/** Units that people say larger ones for; the others are said as they are. */
const SAID_AS: Readonly<Partial<Record<Limit['unit'], readonly [size: number, name: string]>>> = {
  ms: [3_600_000, 'hours'],
  pixels: [1_000_000, 'megapixels'],
};

const amount = ({ value, unit }: Limit): string => {
  if (unit === 'bytes') return value >= 1024 ** 3 ? `${number(value / 1024 ** 3)} GB` : `${number(value / 1024 ** 2)} MB`;
  const [size, name] = SAID_AS[unit] ?? [1, unit];
  return `${number(value / size)} ${name}`;
};

/** @returns the page `docs/limits.md` */
export const limitsPage = (limits: Readonly<Record<string, Limit>>): string =>
  [
    '# Limits',
    '',
    'Made from `core/src/platform/limits.ts` by `npm run generate`; a test compares both. A request beyond a limit is refused with a code',
    'that has a page in [errors](errors), before anything is changed. MB and GB are powers of 1,024.',
    '',
    '| limit | at most | why |',
    '| --- | --- | --- |',
    ...Object.values(limits).map(limit => `| ${limit.what} | ${amount(limit)} | ${limit.why} |`),
    '',
    'Requests a second over all callers of a stage are part of its configuration (`api.throttle` in `lib/config`). What picture sources and',
    'knowledge bases allow is theirs to say; the gate in `core/src/platform/gate` keeps it.',
    '',
  ].join('\n');
