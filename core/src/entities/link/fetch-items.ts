import type { CallContext } from '../../platform/call-gate.ts';
import { inChunks } from '../../platform/in-chunks.ts';
import { done, type Outcome } from '../../platform/outcome.ts';
import type { Qid } from '../entity.ts';
import type { KnowledgeBase, KnowledgeItem } from '../knowledge-base.ts';
import type { Unreached } from './search-names.ts';

/** As many ids as one call may carry. */
const ITEMS_A_CALL = 50;

export interface FetchedItems {
  readonly items: Map<string, KnowledgeItem>;
  /** Ids that could not be asked for. */
  readonly unreached: Map<string, Unreached>;
}

/** Any number of items, by id. @returns `deferred` as soon as the knowledge base asks to wait */
export const fetchItems = async (
  qids: readonly Qid[],
  { knowledgeBase, call }: { readonly knowledgeBase: KnowledgeBase; readonly call: CallContext },
): Promise<Outcome<FetchedItems>> => {
  const fetched: FetchedItems = { items: new Map(), unreached: new Map() };
  const chunks = inChunks(qids, ITEMS_A_CALL);
  const answers = await Promise.all(chunks.map(async chunk => ({ chunk, answer: await knowledgeBase.items(chunk, call) })));
  for (const { chunk, answer } of answers) {
    if (answer.outcome === 'deferred') return answer;
    if (answer.outcome === 'failed') for (const qid of chunk) fetched.unreached.set(qid, { code: answer.code, why: answer.why });
    if (answer.outcome === 'done') for (const item of answer.value) fetched.items.set(item.qid, item);
  }
  return done(fetched);
};
