import type { CacheRule, Invalidation } from '../answer-cache.ts';
import { sha256Hex } from '../digest.ts';
import type { Question } from './answer-rows.ts';

const providerMark = (provider: string): string => `provider#${provider}`;
const entityMark = (qid: string): string => `entity#${qid}`;

export const providerOf = (key: string): string => key.split('|', 1)[0] ?? '';

/** Only a digest is kept of what was asked: words of talks do not lie in the table. */
export const questionOf = ({ key, tags = [] }: Pick<CacheRule<unknown>, 'key' | 'tags'>): Question => ({
  id: sha256Hex(key),
  marks: [providerMark(providerOf(key)), ...tags.map(entityMark)],
});

/** @returns the mark to invalidate, or the id of the one row to remove */
export const invalidationOf = (what: Invalidation): { readonly mark: string } | { readonly id: string } => {
  switch (what.kind) {
    case 'key':
      return { id: sha256Hex(what.key) };
    case 'provider':
      return { mark: providerMark(what.provider) };
    case 'entity':
      return { mark: entityMark(what.qid) };
  }
};
