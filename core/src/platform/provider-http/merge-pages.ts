import * as z from 'zod';

const Page = z.looseObject({ pageid: z.number().optional(), title: z.string(), index: z.number().optional() });
type Page = z.infer<typeof Page>;

/** Pages of one query, merged over its answers, by id (or title, where a page has none). */
export type PageMap = Map<string, { readonly index: number; readonly fields: Readonly<Record<string, unknown>> }>;

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const mergeFields = (old: Readonly<Record<string, unknown>>, more: Page): Readonly<Record<string, unknown>> => {
  const merged: Record<string, unknown> = { ...old };
  for (const [name, value] of Object.entries(more)) {
    const before = merged[name];
    merged[name] = isList(before) && isList(value) ? [...before, ...value] : value;
  }
  return merged;
};

/**
 * Adds the pages of one answer. A continued query spreads the properties of a page over several answers, so a page without
 * `imageinfo` in one of them is not a page without it.
 * @param given an array (format version 2) or a map by page id (version 1)
 */
export const mergePages = (pages: PageMap, given: readonly unknown[] | Readonly<Record<string, unknown>>): void => {
  for (const candidate of isList(given) ? given : Object.values(given)) {
    const page = Page.safeParse(candidate);
    if (!page.success) continue;
    const key = String(page.data.pageid ?? page.data.title);
    const old = pages.get(key);
    pages.set(key, {
      index: page.data.index ?? old?.index ?? pages.size,
      fields: mergeFields(old?.fields ?? {}, page.data),
    });
  }
};
