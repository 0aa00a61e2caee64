import type { Provider, ProviderCheck } from '../client/index.ts';

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** @returns `30 d`, `1 h`, `20 s` */
const lengthOf = (seconds: number): string => {
  const [unit, size] = UNITS.find(([, one]) => seconds % one === 0) ?? ['s', 1];
  return `${seconds / size} ${unit}`;
};

const clock = (at: string | null): string => (at === null ? '' : ` until ${at.slice(0, 16).replace('T', ' ')} UTC`);

const keyOf = ({ key }: Provider): string => {
  if (key.state !== 'set') return key.stagedSince === null ? key.state : `${key.state}, one staged`;
  const age = key.ageDays === null ? 'set with the stage' : `${key.ageDays} days old`;
  return `${age}${key.previousUntil === null ? '' : ', with the one before'}${key.stagedSince === null ? '' : ', one staged'}`;
};

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const HEAD = ['provider', 'asked', 'window', 'limit', 'used', 'forecast', 'booked', 'breaker', 'key', 'standing'];

/** @returns a table with a line for each window of each provider */
export const printProviders = (providers: readonly Provider[]): string =>
  table([
    HEAD,
    ...providers.flatMap(provider =>
      provider.windows.map(({ seconds, limit, used, forecast }, index) => {
        const numbers = [lengthOf(seconds), String(limit), String(used), String(forecast)];
        if (index > 0) return ['', '', ...numbers, '', '', '', ''];
        const breaker = `${provider.breaker.state}${clock(provider.breaker.until)}`;
        const asked = provider.enabled ? 'yes' : 'no';
        return [provider.provider, asked, ...numbers, String(provider.booked), breaker, keyOf(provider), provider.detail];
      }),
    ),
  ]);

/** What an operator does about each verdict. */
const ADVICE: Readonly<Record<ProviderCheck['verdict'], (provider: string) => string>> = {
  ok: () => '',
  'no-key': provider => `get one (docs/providers/${provider}.md), then: cutaway provider key set ${provider}`,
  'bad-key': provider => `get another (docs/providers/${provider}.md), then: cutaway provider key set ${provider}`,
  'over-quota': () => 'wait for its next window, or ask the provider for a larger quota; jobs wait or go on without it',
  unreachable: () => 'look at its status page and at the way out of your network; jobs go on without it',
};

const WORDS: Readonly<Record<ProviderCheck['verdict'], string>> = {
  ok: 'ok',
  'no-key': 'no key',
  'bad-key': 'bad key',
  'over-quota': 'over quota',
  unreachable: 'unreachable',
};

export interface Checked {
  readonly provider: string;
  readonly enabled: boolean;
  readonly check: ProviderCheck;
}

/** @returns one line a provider: verdict, what was seen, what to do */
export const printChecks = (checked: readonly Checked[]): string =>
  table(
    checked.map(({ provider, enabled, check }) => {
      const { verdict, why, limit, remaining } = check;
      const tier = limit === null ? '' : `${remaining ?? '?'} of ${limit} calls left`;
      const advice = ADVICE[verdict](provider);
      return [provider, enabled ? '' : 'not asked', WORDS[verdict], [verdict === 'ok' ? tier : why, advice].filter(Boolean).join(' → ')];
    }),
  );
