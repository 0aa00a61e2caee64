import type { AnswerCache } from '../platform/answer-cache.ts';
import { done } from '../platform/outcome.ts';

/** Keeps every `done` answer for ever, as JSON like a real cache, so that a schema that does not survive storage is noticed. */
export const rememberingAnswerCache = (): AnswerCache & { readonly keys: () => readonly string[] } => {
  const rows = new Map<string, string>();
  return {
    keys: () => [...rows.keys()],
    through: async (rule, load) => {
      const row = rows.get(rule.key);
      if (row !== undefined) {
        const kept = rule.schema.safeParse(JSON.parse(row));
        if (kept.success) return done(kept.data);
      }
      const answer = await load();
      if (answer.outcome === 'done') rows.set(rule.key, JSON.stringify(answer.value));
      return answer;
    },
  };
};

/** Keeps nothing. */
export const noAnswerCache: AnswerCache = { through: (_rule, load) => load() };
