import * as z from 'zod';
import type { CallContext } from '../platform/call-gate.ts';
import { inChunks } from '../platform/in-chunks.ts';
import { done, failed, type Outcome } from '../platform/outcome.ts';
import type { ActionApi, ActionParams } from '../platform/provider-http/wikimedia-action-api.ts';
import type { Qid } from './entity.ts';

/** What is asked of all of them alike. */
export interface EntityQuestion<E> {
  readonly params: ActionParams;
  readonly schema: z.ZodType<E>;
  /** Ids in one call; more than 50 need a bot's rights. */
  readonly batch: number;
}

type Entities<E> = ReadonlyMap<Qid, E | undefined>;

/** One id that the wiki does not know fails a whole batch: halve it until the culprit is alone, which then counts as missing. */
const fetchBatch = async <E>(
  api: ActionApi,
  qids: readonly Qid[],
  question: EntityQuestion<E>,
  call: CallContext,
): Promise<Outcome<Entities<E>>> => {
  const params = { action: 'wbgetentities', ids: qids.join('|'), redirects: 'yes', ...question.params };
  const answered = await api.get(params, z.object({ entities: z.record(z.string(), question.schema) }), call);
  if (answered.outcome !== 'done') return answered;
  // A redirected item stands under the id that was asked for; its own `id` is the target's.
  if (answered.value.ok) {
    const { entities } = answered.value.body;
    const given = done(new Map(qids.map(qid => [qid, entities[qid]])));
    // An item that does not exist is said to be missing; of one that is not spoken of nothing is known yet.
    const unsaid = qids.filter(qid => entities[qid] === undefined);
    return unsaid.length === 0 || unsaid.length === qids.length ? given : joined([given, await fetchBatch(api, unsaid, question, call)]);
  }
  if (answered.value.error.code !== 'no-such-entity')
    return failed('PROVIDER_REFUSED', `Wikidata: it answered ${answered.value.error.code}`);
  if (qids.length === 1) return done(new Map());
  const middle = Math.ceil(qids.length / 2);
  return joined([await fetchBatch(api, qids.slice(0, middle), question, call), await fetchBatch(api, qids.slice(middle), question, call)]);
};

const joined = <E>(batches: readonly Outcome<Entities<E>>[]): Outcome<Entities<E>> => {
  const trouble = batches.find(batch => batch.outcome !== 'done');
  return trouble ?? done(new Map(batches.flatMap(batch => (batch.outcome === 'done' ? [...batch.value] : []))));
};

/** @returns what Wikidata says of each id, by the id asked for; those it does not know are missing */
export const fetchEntities = async <E>(
  api: ActionApi,
  qids: readonly Qid[],
  question: EntityQuestion<E>,
  call: CallContext,
): Promise<Outcome<Entities<E>>> => {
  return joined(await Promise.all(inChunks(qids, question.batch).map(batch => fetchBatch(api, batch, question, call))));
};
