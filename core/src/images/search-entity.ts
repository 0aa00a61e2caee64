import type { EnrichedEntity, Links } from '../entities/entity.ts';
import { kindOfThing } from '../entities/kind-of-thing.ts';
import type { KnowledgeBase } from '../entities/knowledge-base.ts';
import type { CallContext } from '../platform/call-gate.ts';
import { orientationOf } from '../timeline/placement-presets.ts';
import type { StageRun } from '../jobs/stage-run.ts';
import type { Clock } from '../platform/clock.ts';
import { failed, type Outcome } from '../platform/outcome.ts';
import type { Search } from './image-candidate.ts';
import type { ImageProvider } from './image-provider.ts';
import { ownAnswer, type OwnAnswerDeps } from './own/own-answer.ts';
import type { PolicyOf } from './rights/policy-of.ts';
import { searchImages } from './search-images.ts';
import type { TakedownStore } from './takedown-store.ts';

export interface SearchEntityDeps extends OwnAnswerDeps {
  readonly knowledgeBase: KnowledgeBase;
  readonly providers: readonly ImageProvider[];
  readonly policyOf: PolicyOf;
  readonly takedowns: Pick<TakedownStore, 'barred'>;
  readonly clock: Clock;
}

/** Candidates kept of one entity: enough for several mentions and a runner-up each. */
const LIMIT = 12;

/** A window that is counted by the minute has room again within a few, also for those who queue: worth more than a job that ends partial. */
const SHORT_WAIT_MS = 5 * 60_000;

/** A concept with the kind of thing it is, where that is known; without an answer it may still be illustrated by stock. */
export const withKind = async (entity: EnrichedEntity, knowledgeBase: KnowledgeBase, call: CallContext): Promise<EnrichedEntity> => {
  if (entity.kind !== 'concept' || entity.link.status !== 'not-named') return entity;
  const thing = await kindOfThing(entity.name, knowledgeBase, call);
  return thing.outcome === 'done' ? { ...entity, link: { ...entity.link, thing: thing.value } } : entity;
};

/** Candidates for one entity of the run. */
export const searchEntity = async (
  { providers, policyOf, knowledgeBase, takedowns, clock, ...own }: SearchEntityDeps,
  run: StageRun,
  { entities }: Links,
  entityId: string,
): Promise<Outcome<Search>> => {
  const entity = entities.find(({ id }) => id === entityId);
  if (entity === undefined) return failed('INTERNAL', `The run has no entity ${entityId}.`);
  const call = { workspaceId: run.scope.workspaceId, purpose: 'job' } as const;
  return searchImages({
    entity: await withKind(entity, knowledgeBase, call),
    providers,
    own: await ownAnswer(own, run.scope, entity),
    policy: await policyOf(run.scope),
    barred: ids => takedowns.barred(ids),
    orientation: orientationOf(run.job.settings.preset),
    limit: LIMIT,
    call,
    patientUntil: new Date(run.patientUntilMs).toISOString(),
    soon: new Date(clock() + SHORT_WAIT_MS).toISOString(),
  });
};
