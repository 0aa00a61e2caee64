import type { AnswerCache, CacheRule } from '../platform/answer-cache.ts';
import { done } from '../platform/outcome.ts';

/** Keeps every `done` answer for ever, as JSON like a real cache, so that a schema that does not survive storage is noticed. */
export const rememberingAnswerCache = (): AnswerCache & { readonly keys: () => readonly string[] } => {
  const rows = new Map<string, string>();
  const find = <T>({ key, schema }: CacheRule<T>): T | undefined => {
    const row = rows.get(key);
    return row === undefined ? undefined : schema.safeParse(JSON.parse(row)).data;
  };
  return {
    keys: () => [...rows.keys()],
    through: async (rule, load) => {
      const kept = find(rule);
      if (kept !== undefined) return done(kept);
      const answer = await load();
      if (answer.outcome === 'done') rows.set(rule.key, JSON.stringify(answer.value));
      return answer;
    },
    throughMany: async (rules, load) => {
      const missing = rules.flatMap((rule, place) => (find(rule) === undefined ? [place] : []));
      const loaded = missing.length === 0 ? done([]) : await load(missing);
      if (loaded.outcome !== 'done') return loaded;
      missing.forEach((place, n) => rows.set(rules[place]?.key ?? '', JSON.stringify(loaded.value[n])));
      return done(
        rules.flatMap(rule => {
          const value = find(rule);
          return value === undefined ? [] : [value];
        }),
      );
    },
  };
};

/** Keeps nothing. */
export const noAnswerCache: AnswerCache = {
  through: (_rule, load) => load(),
  throughMany: (rules, load) => load(rules.map((_, place) => place)),
};
