import { done, type Outcome } from '../platform/outcome.ts';
import { plainText } from '../platform/plain-text.ts';
import type { ItemDetails, KnowledgeBase, KnowledgeItem } from '../entities/knowledge-base.ts';
import { knowledgeIndex } from '../entities/knowledge-index.ts';
import { Qid } from '../entities/entity.ts';

/** @returns an item with the given fields; every other one is plain */
export const aKnowledgeItem = (qid: string, label: string, fields: Partial<Omit<KnowledgeItem, 'qid' | 'label'>> = {}): KnowledgeItem => ({
  qid: Qid.parse(qid),
  label: plainText(label),
  aliases: [],
  description: plainText(''),
  popularity: 30,
  article: null,
  instanceOfLabels: [],
  occupations: [],
  lastRevision: null,
  ...fields,
});

export interface MemoryKnowledgeBase extends KnowledgeBase {
  /** Every question asked, in order. */
  readonly asked: readonly { readonly question: 'search' | 'items' | 'details'; readonly what: string }[];
}

export interface MemoryKnowledgeOptions {
  /** Answers instead of the index; undefined lets the question through. */
  readonly refuse?: (question: 'search' | 'items' | 'details', what: string) => Outcome<never> | undefined;
  /** By item id, what `details` says beside the item's own classes. */
  readonly details?: Readonly<Record<string, Partial<ItemDetails>>>;
}

/** A knowledge base of the items given, which remembers what it was asked and may be told to refuse. */
export const memoryKnowledgeBase = (items: readonly KnowledgeItem[], options: MemoryKnowledgeOptions = {}): MemoryKnowledgeBase => {
  const index = knowledgeIndex(items);
  const asked: MemoryKnowledgeBase['asked'][number][] = [];
  const answer = <T>(question: 'search' | 'items' | 'details', what: string, value: () => Outcome<T>): Promise<Outcome<T>> => {
    asked.push({ question, what });
    return Promise.resolve(options.refuse?.(question, what) ?? value());
  };
  return {
    asked,
    search: surface => answer('search', surface, () => done(index.search(surface))),
    called: name => answer('search', name, () => done(index.search(name))),
    items: qids => answer('items', qids.join(' '), () => done(index.items(qids))),
    details: qids =>
      answer('details', qids.join(' '), () =>
        done(
          index.items(qids).map(({ qid, instanceOfLabels }) => {
            const plain = { qid, instanceOf: [], instanceOfLabels, files: [], extract: plainText(''), articleUrl: null };
            return { ...plain, ...options.details?.[qid] };
          }),
        ),
      ),
  };
};
