import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CACHE_BOUNDS } from '../core/src/images/cache-times.ts';
import { createProviders, createWikis } from '../core/src/images/create-providers.ts';
import type { ImageProvider } from '../core/src/images/image-provider.ts';
import { ProviderConfig } from '../core/src/images/provider-config.ts';
import { providerStanding } from '../core/src/operations/provider-standing.ts';
import { SharedAnswerCache } from '../core/src/platform/answer-cache/shared-answer-cache.ts';
import { systemClock } from '../core/src/platform/clock.ts';
import { ACCOUNT_RULES } from '../core/src/platform/gate/account-rules.ts';
import { readAccountState } from '../core/src/platform/gate/account-state.ts';
import { LedgerCallGate } from '../core/src/platform/gate/ledger-call-gate.ts';
import { windowId } from '../core/src/platform/gate/sliding-window.ts';
import { plainText } from '../core/src/platform/plain-text.ts';
import { aConcept, aLinkedEntity } from '../core/src/testing/image-builders.ts';
import { MemoryAccountTable } from '../core/src/testing/memory-account-table.ts';
import { MemoryAnswerRows } from '../core/src/testing/memory-answer-rows.ts';
import { startSandbox, type Sandbox } from '../local/sandbox/sandbox.ts';
import type { BenchReport, BenchRow } from './report.ts';

const CALL = { workspaceId: 'wsp_bench', purpose: 'job' } as const;
const PARALLEL = 100;
const PROBES = 1_000;

/** The product's clients, cache and ledger over tables in memory; every request to a provider and every write is counted. */
const world = ({ addresses }: Sandbox) => {
  const count = { requests: 0, bytes: 0, entered: 0, writes: 0 };
  const accounts = new MemoryAccountTable();
  const rows = new MemoryAnswerRows();
  const gate = new LedgerCallGate({
    accounts,
    rules: ACCOUNT_RULES,
    clock: systemClock,
    sleep: milliseconds => sleep(milliseconds),
    random: Math.random,
    newTicketId: randomUUID,
    onEvent: ({ type, writes }) => {
      count.writes += writes;
      if (type === 'entered') count.entered += 1;
    },
  });
  const fetch: typeof globalThis.fetch = async (...request) => {
    const answer = await globalThis.fetch(...request);
    count.requests += 1;
    count.bytes += (await answer.clone().arrayBuffer()).byteLength;
    return answer;
  };
  const config = ProviderConfig.parse({
    contact: 'https://cutaway.example/contact; bench@cutaway.example',
    version: '1.0.0',
    commonsApiUrl: addresses.commons,
    wikidataApiUrl: addresses.wikidata,
    wikipediaApiUrl: addresses.wikipedia,
    pexelsApiUrl: addresses.pexels,
    enabled: ['commons', 'pexels'],
  });
  /** As another process has it: a memory of its own over the same rows. */
  const open = (): readonly ImageProvider[] => {
    const cache = new SharedAnswerCache({
      rows,
      clock: systemClock,
      sleep: milliseconds => sleep(milliseconds),
      newHolderId: randomUUID,
      bounds: CACHE_BOUNDS,
    });
    const deps = { config, gate, cache, clock: systemClock, fetch, keys: () => Promise.resolve(['sandbox-pexels']) };
    return createProviders(deps, createWikis(deps));
  };
  return { count, accounts, open };
};

type World = ReturnType<typeof world>;

const row = (check: string, data: string, value: number, most: number | null): BenchRow => ({
  check,
  data,
  value: Number(value.toFixed(2)),
  threshold: most === null ? 'none' : `<= ${most}`,
  prototype: '-',
  status: most === null ? 'measured' : value <= most ? 'pass' : 'fail',
});

const ask = (providers: readonly ImageProvider[], name: string) =>
  Promise.all(
    [aConcept({ name: plainText(name) }), aLinkedEntity()].flatMap(entity =>
      providers.map(provider => provider.search({ entity, orientation: 'landscape', limit: 12 }, CALL)),
    ),
  );

const requestsOf = async ({ count }: World, work: () => Promise<unknown>): Promise<number> => {
  const before = count.requests;
  await work();
  return count.requests - before;
};

const probe = async ({ accounts }: World): Promise<void> => {
  for (let n = 0; n < PROBES; n += 1)
    for (const account of ['wikimedia', 'pexels'] as const) {
      const rules = ACCOUNT_RULES[account];
      providerStanding(rules, readAccountState(await accounts.read(account), rules.windows.map(windowId)), systemClock());
    }
};

/** What searching costs at the providers: calls, bytes and writes of the ledger. */
export const run = async (): Promise<BenchReport> => {
  const sandbox = await startSandbox({ port: 0 });
  try {
    const made = world(sandbox);
    const first = await requestsOf(made, () => ask(made.open(), 'lighthouse'));
    const bytes = made.count.bytes;
    const again = await requestsOf(made, () => ask(made.open(), 'lighthouse'));
    const concept = { entity: aConcept({ name: plainText('kettle') }), orientation: 'landscape', limit: 12 } as const;
    const processes = Array.from({ length: PARALLEL }, () => made.open().filter(({ id }) => id === 'pexels')).flat();
    const parallel = await requestsOf(made, () => Promise.all(processes.map(provider => provider.search(concept, CALL))));
    const probes = await requestsOf(made, () => probe(made));
    const { writes, entered } = made.count;
    return {
      name: 'providers',
      rows: [
        row('calls for one name and one concept', 'Commons and Pexels', first, null),
        row('the same asked again by another process, calls', 'the same', again, 0),
        row(`${PARALLEL} processes ask one new thing at once, calls`, 'Pexels', parallel, 1),
        row('writes of the ledger for each call', `${entered} calls`, writes / Math.max(1, entered), 2),
        row(`${PROBES} looks at readiness, calls`, 'Commons and Pexels', probes, 0),
      ],
      figures: { 'KB for one name and one concept': bytes / 1_024, calls: made.count.requests },
    };
  } finally {
    await sandbox.close();
  }
};
