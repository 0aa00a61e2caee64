import type { Outcome } from '../../platform/outcome.ts';
import type { KnowledgeBase, SearchHit } from '../knowledge-base.ts';

/** A knowledge base that is asked every search once, for work that reads the same talk twice. */
export const rememberSearches = (knowledgeBase: KnowledgeBase): KnowledgeBase => {
  const asked = new Map<string, Promise<Outcome<readonly SearchHit[]>>>();
  return {
    ...knowledgeBase,
    search(surface, context, call) {
      const key = JSON.stringify([surface, context]);
      const answer = asked.get(key) ?? knowledgeBase.search(surface, context, call);
      asked.set(key, answer);
      return answer;
    },
  };
};
