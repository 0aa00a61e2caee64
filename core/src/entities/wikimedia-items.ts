import * as z from 'zod';
import type { AnswerCache } from '../platform/answer-cache.ts';
import type { CallContext } from '../platform/call-gate.ts';
import { done, failed, type Outcome } from '../platform/outcome.ts';
import type { ActionApi } from '../platform/provider-http/wikimedia-action-api.ts';
import type { Qid } from './entity.ts';
import type { KnowledgeItem } from './knowledge-base.ts';
import { KNOWLEDGE_TIMES } from './wikimedia-cache-times.ts';
import { KeptItem, readItem } from './wikimedia-item.ts';

const Entities = z.object({ entities: z.record(z.string(), z.unknown()) });

/** Ids in one call; more need a bot's rights. */
const BATCH = 50;

/** One id that the wiki does not know fails a whole batch: halve it until the culprit is alone, which then counts as missing. */
const fetchItems = async (
  api: ActionApi,
  qids: readonly Qid[],
  call: CallContext,
): Promise<Outcome<ReadonlyMap<Qid, KnowledgeItem | null>>> => {
  const answered = await api.get(
    {
      action: 'wbgetentities',
      ids: qids.join('|'),
      props: 'info|labels|aliases|descriptions|sitelinks',
      languages: 'en|mul',
      languagefallback: 1,
      redirects: 'yes',
    },
    Entities,
    call,
  );
  if (answered.outcome !== 'done') return answered;
  // A redirected item stands under the id that was asked for; its own `id` is the target's.
  if (answered.value.ok) {
    const { entities } = answered.value.body;
    return done(new Map(qids.map(qid => [qid, readItem(entities[qid])])));
  }
  if (answered.value.error.code !== 'no-such-entity')
    return failed('PROVIDER_REFUSED', `Wikidata: it answered ${answered.value.error.code}`);
  if (qids.length === 1) return done(new Map(qids.map(qid => [qid, null])));
  const middle = Math.ceil(qids.length / 2);
  const first = await fetchItems(api, qids.slice(0, middle), call);
  if (first.outcome !== 'done') return first;
  const second = await fetchItems(api, qids.slice(middle), call);
  return second.outcome === 'done' ? done(new Map([...first.value, ...second.value])) : second;
};

export type ItemLoader = (qids: readonly Qid[], call: CallContext) => Promise<Outcome<readonly KnowledgeItem[]>>;

const inBatches = (qids: readonly Qid[]): readonly (readonly Qid[])[] =>
  Array.from({ length: Math.ceil(qids.length / BATCH) }, (_, batch) => qids.slice(batch * BATCH, (batch + 1) * BATCH));

/** Items, each kept under its id, those that are not kept asked for together. */
export const createItemLoader =
  (api: ActionApi, cache: AnswerCache): ItemLoader =>
  async (qids, call) => {
    const unique = [...new Set(qids)];
    const rules = unique.map(qid => ({
      key: `wikidata|item|${qid}`,
      schema: KeptItem,
      ...KNOWLEDGE_TIMES,
      isEmpty: (item: KnowledgeItem | null) => item === null,
      tags: [qid],
    }));
    const answered = await cache.throughMany(rules, async places => {
      const wanted = places.flatMap(place => unique[place] ?? []);
      const fetched = await Promise.all(inBatches(wanted).map(batch => fetchItems(api, batch, call)));
      const trouble = fetched.find(answer => answer.outcome !== 'done');
      if (trouble !== undefined) return trouble;
      const items = new Map(fetched.flatMap(answer => (answer.outcome === 'done' ? [...answer.value] : [])));
      return done(wanted.map(qid => items.get(qid) ?? null));
    });
    if (answered.outcome !== 'done') return answered;
    const items = answered.value.flatMap(item => item ?? []);
    return done([...new Map(items.map(item => [item.qid, item])).values()]);
  };
