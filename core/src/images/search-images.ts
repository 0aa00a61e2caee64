import type { EnrichedEntity } from '../entities/entity.ts';
import type { CallContext } from '../platform/call-gate.ts';
import { deferred, done, type Outcome } from '../platform/outcome.ts';
import { avoidedContent } from './content-policy.ts';
import { mayServe, ORIGIN_ORDER } from './fallback-order.ts';
import type { ImageCandidate, RefusedImage, Search } from './image-candidate.ts';
import { reasonOf, type ImageAnswer, type ImageProvider, type ImageRequest, type Incomplete } from './image-provider.ts';
import { decideRights } from './rights/decide-rights.ts';
import type { ProviderId, RightsPolicy } from './rights-record.ts';
import { withoutDoubles } from './without-doubles.ts';

export interface SearchImages {
  readonly entity: EnrichedEntity;
  /** In the order they are preferred among pictures found the same way. */
  readonly providers: readonly ImageProvider[];
  /** What the workspace itself has for it; nobody is asked for that. Absent: nothing. */
  readonly own?: ImageAnswer;
  readonly policy: RightsPolicy;
  /** Of candidates by their ids, those that were taken down. */
  readonly barred: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly orientation: ImageRequest['orientation'];
  readonly limit: number;
  readonly call: CallContext;
  /** ISO 8601: a provider that can be asked only after this is gone without. Absent: waiting is always worth it. */
  readonly patientUntil?: string;
  /** ISO 8601: a provider that can be asked by then is waited for, although others found something. Absent: none is. */
  readonly soon?: string;
}

const NOTHING: ImageAnswer = { candidates: [], refused: [] };

type Asked = { readonly provider: ImageProvider; readonly answer: Outcome<ImageAnswer> };
type Skipped = Search['skippedProviders'][number];

const skipped = (provider: ProviderId, { code, why }: Incomplete): Skipped => ({ provider, code, why });

/** Why none of a provider's pictures may serve, or null where it is worth asking. */
const uselessness = (provider: ImageProvider, { entity, policy }: SearchImages): Incomplete | null => {
  const steps = provider.origins.map(origin => mayServe(origin, entity));
  const [first] = steps;
  if (first !== undefined && !first.serves && !steps.some(step => step.serves)) return { code: first.code, why: first.why };
  const rights = provider.rights === null ? null : decideRights({ rights: provider.rights }, policy);
  return rights === null || rights.allowed ? null : { code: rights.code, why: rights.why };
};

const refusal = (candidate: ImageCandidate, code: RefusedImage['code'], why: string): RefusedImage => ({
  provider: candidate.provider,
  title: candidate.title,
  pageUrl: candidate.pageUrl,
  code,
  why,
});

/** Holds every candidate against the fallback order, the policy and what was taken down, whoever found it. */
const admit = (
  candidates: readonly ImageCandidate[],
  { entity, policy }: SearchImages,
  barred: ReadonlySet<string>,
): { admitted: ImageCandidate[]; refused: RefusedImage[] } => {
  const admitted: ImageCandidate[] = [];
  const refused: RefusedImage[] = [];
  for (const candidate of candidates) {
    const step = mayServe(candidate.origin, entity);
    const rights = decideRights(candidate, policy);
    const avoided = avoidedContent(candidate, entity, policy.avoid);
    if (!step.serves) refused.push(refusal(candidate, step.code, step.why));
    else if (!rights.allowed) refused.push(refusal(candidate, rights.code, rights.why));
    else if (avoided !== null) refused.push(refusal(candidate, 'POLICY', `it shows ${avoided}, which the content policy avoids`));
    else if (barred.has(candidate.id)) refused.push(refusal(candidate, 'TAKEN_DOWN', 'it was taken down'));
    else admitted.push(candidate);
  }
  return { admitted, refused };
};

const byOrigin = (a: ImageCandidate, b: ImageCandidate): number => ORIGIN_ORDER.indexOf(a.origin) - ORIGIN_ORDER.indexOf(b.origin);

interface AskedToWait {
  readonly until: string;
  readonly why: string;
}

/** A provider may ask to wait before it answers at all, or between two steps. */
const waitOf = ({ answer }: Asked): readonly AskedToWait[] => {
  if (answer.outcome === 'deferred') return [answer];
  const { until, why } = (answer.outcome === 'done' ? answer.value.incomplete : undefined) ?? {};
  return until === undefined || why === undefined ? [] : [{ until, why }];
};

/** The moment at which the first of several waits ends, of those worth waiting for. */
const firstWait = (asked: readonly Asked[], patientUntil: string | undefined): AskedToWait | null => {
  const waits = asked.flatMap(waitOf);
  const worthwhile = waits.filter(({ until }) => patientUntil === undefined || Date.parse(until) <= Date.parse(patientUntil));
  return worthwhile.toSorted((a, b) => Date.parse(a.until) - Date.parse(b.until))[0] ?? null;
};

/**
 * Asks the providers that can serve an entity, all at once, and keeps what rights and the fallback order allow.
 * @returns `done` with the candidates, best origin first, and the reason for everything that is missing, every provider
 * that failed included; `deferred` where a provider asks to wait and nothing was found, or the wait is short
 */
export const searchImages = async (search: SearchImages): Promise<Outcome<Search>> => {
  const { entity, providers, own = NOTHING, orientation, limit, call, soon } = search;
  const useless = providers.flatMap(provider => {
    const reason = uselessness(provider, search);
    return reason === null ? [] : [skipped(provider.id, reason)];
  });
  const asked: readonly Asked[] = await Promise.all(
    providers
      .filter(provider => uselessness(provider, search) === null)
      .map(async provider => ({ provider, answer: await provider.search({ entity, orientation, limit }, call) })),
  );
  const answers = [own, ...asked.flatMap(({ answer }) => (answer.outcome === 'done' ? [answer.value] : []))];
  const found = answers.flatMap(({ candidates }) => candidates).toSorted(byOrigin);
  const { admitted, refused } = admit(found, search, await search.barred(found.map(({ id }) => id)));
  const { kept, doubles } = withoutDoubles(admitted);
  const wait = firstWait(asked, search.patientUntil);
  const isSoon = wait !== null && soon !== undefined && Date.parse(wait.until) <= Date.parse(soon);
  if (wait !== null && (kept.length === 0 || isSoon)) return deferred(wait.until, wait.why);
  const unanswered = asked.flatMap(({ provider, answer }) => {
    if (answer.outcome !== 'done') return [skipped(provider.id, reasonOf(answer))];
    return answer.value.incomplete === undefined ? [] : [skipped(provider.id, answer.value.incomplete)];
  });
  return done({
    schemaVersion: 1,
    entityId: entity.id,
    candidates: kept,
    refused: [...answers.flatMap(answer => answer.refused), ...refused, ...doubles],
    skippedProviders: [...useless, ...unanswered],
  });
};
