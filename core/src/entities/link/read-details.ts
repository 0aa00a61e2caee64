import type { CallContext } from '../../platform/call-gate.ts';
import { done, type Outcome } from '../../platform/outcome.ts';
import type { Qid } from '../entity.ts';
import type { ItemDetails, KnowledgeBase } from '../knowledge-base.ts';

/** Why an item that was found could not be read. */
interface Unread {
  readonly code: string;
  readonly why: string;
}

export type DetailsOf = (qid: Qid) => { readonly details: ItemDetails } | Unread;

const gone = (qid: Qid): Unread => ({ code: 'KNOWLEDGE_UNAVAILABLE', why: `${qid} does not exist` });

/**
 * Details of everything that was chosen, asked for in one go; each by itself where that fails, so that one item that cannot
 * be read costs no other.
 * @returns `deferred` as soon as the knowledge base asks to wait
 */
export const readDetails = async (knowledgeBase: KnowledgeBase, qids: readonly Qid[], call: CallContext): Promise<Outcome<DetailsOf>> => {
  const read = new Map<Qid, ReturnType<DetailsOf>>();
  const askFor = async (some: readonly Qid[]): Promise<Outcome<unknown>> => {
    const answered = await knowledgeBase.details(some, call);
    if (answered.outcome === 'done') for (const details of answered.value) read.set(details.qid, { details });
    else if (answered.outcome === 'failed') for (const qid of some) read.set(qid, { code: answered.code, why: answered.why });
    return answered;
  };
  if (qids.length === 0) return done(gone);
  const together = await askFor(qids);
  if (together.outcome === 'deferred') return together;
  const again = together.outcome === 'failed' && qids.length > 1 ? qids : [];
  for (const qid of again) {
    const alone = await askFor([qid]);
    if (alone.outcome === 'deferred') return alone;
  }
  return done(qid => read.get(qid) ?? gone(qid));
};
