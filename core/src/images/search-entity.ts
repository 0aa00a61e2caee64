import type { Links } from '../entities/entity.ts';
import { orientationOf } from '../timeline/placement-presets.ts';
import type { StageRun } from '../jobs/stage-run.ts';
import type { Clock } from '../platform/clock.ts';
import type { CallContext } from '../platform/call-gate.ts';
import { failed, type Outcome } from '../platform/outcome.ts';
import type { Search } from './image-candidate.ts';
import type { ImageProvider } from './image-provider.ts';
import { ownAnswer, type OwnAnswerDeps } from './own/own-answer.ts';
import type { RightsPolicy } from './rights-record.ts';
import { searchImages } from './search-images.ts';
import type { TakedownStore } from './takedown-store.ts';

export interface SearchEntityDeps extends OwnAnswerDeps {
  readonly providers: readonly ImageProvider[];
  readonly takedowns: Pick<TakedownStore, 'barred'>;
  readonly clock: Clock;
}

/** Candidates kept of one entity: enough for several mentions and a runner-up each. */
const LIMIT = 12;

/** A window that is counted by the minute has room again within a few, also for those who queue: worth more than a job that ends partial. */
const SHORT_WAIT_MS = 5 * 60_000;

/** What is searched for in a batch, and what holds for all of it. */
export interface Searching extends Links {
  readonly policy: RightsPolicy;
}

const callOf = (run: StageRun): CallContext => ({ workspaceId: run.scope.workspaceId, purpose: 'job' });

/** What providers are better asked for entities together than one by one. */
export const prepareSearches = async (
  { providers }: Pick<SearchEntityDeps, 'providers'>,
  run: StageRun,
  { entities }: Searching,
  entityIds: readonly string[],
): Promise<void> => {
  const wanted = entities.filter(({ id }) => entityIds.includes(id));
  await Promise.all(providers.map(async provider => provider.prepare?.(wanted, callOf(run))));
};

/** Candidates for one entity of the run. */
export const searchEntity = async (
  { providers, takedowns, clock, ...own }: SearchEntityDeps,
  run: StageRun,
  { entities, policy }: Searching,
  entityId: string,
): Promise<Outcome<Search>> => {
  const entity = entities.find(({ id }) => id === entityId);
  if (entity === undefined) return failed('INTERNAL', `The run has no entity ${entityId}.`);
  return searchImages({
    entity,
    providers,
    own: await ownAnswer(own, run.scope, entity),
    policy,
    barred: ids => takedowns.barred(ids),
    orientation: orientationOf(run.job.settings.preset),
    limit: LIMIT,
    call: callOf(run),
    patientUntil: new Date(run.patientUntilMs).toISOString(),
    soon: new Date(clock() + SHORT_WAIT_MS).toISOString(),
  });
};
