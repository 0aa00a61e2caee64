import * as z from 'zod';
import type { AnswerCache } from '../platform/answer-cache.ts';
import type { CallContext } from '../platform/call-gate.ts';
import { done, type Outcome } from '../platform/outcome.ts';
import type { ActionApi } from '../platform/provider-http/wikimedia-action-api.ts';
import type { Qid } from './entity.ts';
import type { KnowledgeItem } from './knowledge-base.ts';
import { KNOWLEDGE_TIMES } from './wikimedia-cache-times.ts';
import { fetchEntities } from './wikimedia-entities.ts';
import { KeptItem, readItem } from './wikimedia-item.ts';

const QUESTION = {
  params: { props: 'info|labels|aliases|descriptions|sitelinks', languages: 'en|mul', languagefallback: 1 },
  schema: z.unknown(),
  batch: 50,
};

export type ItemLoader = (qids: readonly Qid[], call: CallContext) => Promise<Outcome<readonly KnowledgeItem[]>>;

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
      const fetched = await fetchEntities(api, wanted, QUESTION, call);
      return fetched.outcome === 'done' ? done(wanted.map(qid => readItem(fetched.value.get(qid)))) : fetched;
    });
    if (answered.outcome !== 'done') return answered;
    const items = answered.value.flatMap(item => item ?? []);
    return done([...new Map(items.map(item => [item.qid, item])).values()]);
  };

interface Round {
  readonly qids: Set<Qid>;
  readonly answer: Promise<Outcome<readonly KnowledgeItem[]>>;
}

/**
 * Asks for items that become known one after the other: who comes while a call is out is gathered, and asked for together with
 * the others in the next. @returns more items than were asked for, where others asked at the same time
 */
export const gatheringItems = (items: ItemLoader): ItemLoader => {
  let out: Promise<unknown> = Promise.resolve();
  const gathering = new Map<string, Round>();
  const begin = (caller: string, call: CallContext): Round => {
    const qids = new Set<Qid>();
    const answer = out.then(() => {
      gathering.delete(caller);
      return items([...qids], call);
    });
    out = answer.catch(() => undefined);
    return { qids, answer };
  };
  return (qids, call) => {
    const caller = JSON.stringify(call);
    const round = gathering.get(caller) ?? begin(caller, call);
    gathering.set(caller, round);
    for (const qid of qids) round.qids.add(qid);
    return round.answer;
  };
};
