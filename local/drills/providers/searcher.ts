import { setTimeout as sleep } from 'node:timers/promises';
import { EnrichedEntity } from '../../../core/src/entities/entity.ts';
import { searchImages } from '../../../core/src/images/search-images.ts';
import { systemClock } from '../../../core/src/platform/clock.ts';
import { buildProviders } from '../../../functions/images/providers.deps.ts';
import { Order, type Searched } from './order.ts';

/** A thing nobody has asked for before, so that no kept answer serves it. */
const concept = (name: string): EnrichedEntity =>
  EnrichedEntity.parse({
    schemaVersion: 1,
    id: 'ent_drill',
    kind: 'concept',
    type: 'unknown',
    name,
    mentions: [{ fromWord: 'w0', toWord: 'w0', surface: name, startMs: 0, endMs: 500, score: 1 }],
    score: 1,
    confidence: 1,
    link: { status: 'not-named', why: 'a thing without a name of its own' },
    depictability: 1,
  });

const env = (name: string): string => process.env[name] ?? '';

const { providers, settings } = buildProviders({
  PROVIDERS: env('PROVIDERS'),
  CACHE_TABLE: env('CACHE_TABLE'),
  LIMITS_TABLE: env('LIMITS_TABLE'),
  PROVIDER_KEYS_SECRET_NAME: env('PROVIDER_KEYS_SECRET_NAME'),
});

/** As the state machine does it: a search that is deferred comes back at the time it was told, until its job's patience ends. */
const searched = async ({ provider, purpose, patienceMs }: Order, workspaceId: string, name: string): Promise<Searched> => {
  const startedMs = systemClock();
  const patientUntil = new Date(startedMs + patienceMs).toISOString();
  const asked = { entity: concept(name), providers: providers.filter(({ id }) => id === provider), policy: settings.policy };
  const barred = (): Promise<ReadonlySet<string>> => Promise.resolve(new Set());
  for (let waits = 0; ; waits += 1) {
    const call = { workspaceId, purpose };
    const outcome = await searchImages({ ...asked, barred, orientation: 'landscape', limit: 12, call, patientUntil });
    if (outcome.outcome === 'deferred') {
      await sleep(Math.max(0, Date.parse(outcome.until) - systemClock()));
      continue;
    }
    const skipped = outcome.outcome === 'done' ? (outcome.value.skippedProviders[0]?.code ?? null) : 'FAILED';
    return {
      workspaceId,
      name,
      found: outcome.outcome === 'done' ? outcome.value.candidates.length : 0,
      skipped,
      waits,
      startedMs,
      endedMs: systemClock(),
    };
  }
};

const carryOut = async (order: Order): Promise<void> => {
  const projects = order.projects.map(async ({ workspaceId, names }) => {
    for (const name of names) {
      process.send?.(await searched(order, workspaceId, name));
      await sleep(order.pauseMs);
    }
  });
  await Promise.all(projects);
};

process.once('message', message => {
  void carryOut(Order.parse(message)).then(
    () => process.disconnect(),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
