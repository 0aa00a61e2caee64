import type { JobReason } from '../jobs/job.ts';
import type { StageRun } from '../jobs/stage-run.ts';
import { readJson } from '../platform/json-objects.ts';
import { mediaKeys } from '../platform/object-keys.ts';
import { done, type Outcome } from '../platform/outcome.ts';
import { saveResult, type SaveResultDeps } from '../projects/save-result.ts';
import { Hearing } from '../speech/emphasis-point.ts';
import { depictability } from './depictability.ts';
import { Links, Plan, type EnrichedEntity, type PlannedEntity } from './entity.ts';
import { type GlossaryStore, wholeGlossary } from './glossary-store.ts';
import { knowEntities } from './know-entities.ts';
import { THRESHOLDS, verdictsOf, type LinkRequest } from './link/link-entities.ts';

export interface LinkTalkDeps extends SaveResultDeps, Pick<LinkRequest, 'knowledgeBase' | 'embedder' | 'linker'> {
  readonly glossary: GlossaryStore;
}

const unlinked = (entity: PlannedEntity, why: string): EnrichedEntity => ({
  schemaVersion: 1,
  ...entity,
  link: entity.kind === 'named' ? { status: 'abstained', runnerUp: null, why } : { status: 'not-named', why: 'It is no name.' },
  depictability: depictability(entity.type),
});

/** What is left when waiting for the knowledge base takes longer than the job has patience for. */
const withoutKnowledge = (plan: Plan, why: string): Links => ({
  schemaVersion: 1,
  entities: plan.entities.map(entity => unlinked(entity, why)),
  unreached: plan.entities
    .filter(entity => entity.kind === 'named')
    .map(entity => ({ entityId: entity.id, code: 'KNOWLEDGE_UNAVAILABLE', why })),
});

/** One reason for each code, however many names it concerns. */
const shortfalls = (unreached: NonNullable<Links['unreached']>): readonly JobReason[] => {
  const byCode = Map.groupBy(unreached, each => each.code);
  return [...byCode].map(([code, all]) => ({
    code,
    stage: 'link',
    why: `${all.length} ${all.length === 1 ? 'name' : 'names'} could not be looked up: ${all[0]?.why ?? ''}`.slice(0, 1_000),
  }));
};

/** What an earlier run of the job found out about the same plan; null where there was none. */
const earlierLinks = async ({ media }: LinkTalkDeps, run: StageRun, planKey: string): Promise<Links | null> => {
  if (run.ref.run === 1) return null;
  const earlier = await readJson(media, mediaKeys.result({ ...run.ref, run: run.ref.run - 1 }, 'link'), Links);
  return earlier?.basis?.plan === planKey ? earlier : null;
};

/** Everything the glossary says the same of as before stays as it was; what could not be looked up then is taken from now. */
const keepEarlier = (links: Links, earlier: Links | null): Links => {
  if (earlier === null) return links;
  const isSame = (id: string): boolean => earlier.basis?.verdicts[id] === links.basis?.verdicts[id];
  const lost = new Set(earlier.unreached?.map(({ entityId }) => entityId));
  const kept = new Map(earlier.entities.filter(({ id }) => isSame(id) && !lost.has(id)).map(entity => [entity.id, entity]));
  const unreached = links.unreached?.filter(({ entityId }) => !kept.has(entityId));
  return { ...links, entities: links.entities.map(entity => kept.get(entity.id) ?? entity), ...(unreached !== undefined && { unreached }) };
};

/** Says of everything the talk names which item it is, and makes the answer readable. */
export const linkTalk = async (deps: LinkTalkDeps, run: StageRun): Promise<Outcome<Links>> => {
  const plan = await run.read('plan', Plan);
  const hearing = await run.read('hear', Hearing);
  const { knowledgeBase, embedder, linker } = deps;
  const glossary = await wholeGlossary(deps.glossary, run.scope);
  const planKey = run.job.results.plan ?? mediaKeys.result(run.ref, 'plan');
  const call = { workspaceId: run.scope.workspaceId, purpose: 'job' } as const;
  const { settings } = run.job;
  const threshold = THRESHOLDS[settings.precision];
  const request = { plan, hearing, knowledgeBase, embedder, linker, threshold, call, glossary };
  const linked = await knowEntities(request, settings, run.patientUntilMs);
  const isTooLong = linked.outcome === 'deferred' && Date.parse(linked.until) > run.patientUntilMs;
  const outcome = isTooLong ? done(withoutKnowledge(plan, linked.why)) : linked;
  if (outcome.outcome !== 'done') return outcome;
  const basis = { plan: planKey, verdicts: Object.fromEntries(verdictsOf(outcome.value, glossary)) };
  const links = keepEarlier({ ...outcome.value, basis }, await earlierLinks(deps, run, planKey));
  for (const reason of shortfalls(links.unreached ?? [])) await run.fallShort(reason);
  await saveResult(deps, run, 'entities', { entities: links.entities, skipped: plan.skipped });
  return done(links);
};
