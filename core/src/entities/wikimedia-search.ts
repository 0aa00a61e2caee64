import * as z from 'zod';
import type { AnswerCache } from '../platform/answer-cache.ts';
import type { CallContext } from '../platform/call-gate.ts';
import { done, failed, type Outcome } from '../platform/outcome.ts';
import { plainText, PlainText } from '../platform/plain-text.ts';
import type { ActionApi } from '../platform/provider-http/wikimedia-action-api.ts';
import { Qid } from './entity.ts';
import type { SearchHit } from './knowledge-base.ts';
import { KNOWLEDGE_TIMES } from './wikimedia-cache-times.ts';

/** As they are kept. */
const KeptHits = z.array(
  z.object({ qid: Qid, label: PlainText, description: PlainText, match: z.enum(['label', 'alias', 'title', 'text']), matched: PlainText }),
);
type Hits = z.infer<typeof KeptHits>;
/** `isFull`: there may be more than the page holds. */
const KeptLabels = z.object({ hits: KeptHits, isFull: z.boolean() });
export type LabelHits = z.infer<typeof KeptLabels>;

/** Results of one search by label; the first 20 hold whatever a name can mean, as later ones only begin with it. */
const LABEL_LIMIT = 20;
const TEXT_LIMIT = 10;

const LabelHit = z.object({
  id: Qid,
  label: z.string().optional(),
  description: z.string().optional(),
  display: z
    .object({ label: z.object({ value: z.string() }).optional(), description: z.object({ value: z.string() }).optional() })
    .optional(),
  match: z.object({ type: z.string(), text: z.string() }).optional(),
});

/** Items that stand for pages of the wiki and not for a thing. */
const isHousekeeping = (description: string): boolean =>
  /^(?:wikimedia|wikipedia|wikinews) (?:human name )?(?:disambiguation|list|category|template|module|project|article|portal|duplicated)/i.test(
    description,
  );

const labelHit = (value: unknown): Hits => {
  const hit = LabelHit.safeParse(value);
  if (!hit.success) return [];
  const { id, display, match } = hit.data;
  const label = plainText(hit.data.label ?? display?.label?.value ?? id);
  const description = plainText(hit.data.description ?? display?.description?.value ?? '');
  if (isHousekeeping(description)) return [];
  return [{ qid: id, label, description, match: match?.type === 'alias' ? 'alias' : 'label', matched: plainText(match?.text ?? label) }];
};

const ArticlePage = z.object({
  title: z.string(),
  pageprops: z.object({ wikibase_item: Qid.optional(), disambiguation: z.unknown().optional() }).optional(),
  description: z.string().optional(),
});

const withoutParenthesis = (title: string): string => title.replace(/ \([^()]*\)$/, '');
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/^the /, '').trim();

/** Whether a hit's name is the surface itself, and not merely begins with it. */
export const isFullMatch = (hit: Pick<SearchHit, 'matched'>, surface: string): boolean => folded(hit.matched) === folded(surface);

export interface NameSearch {
  /** Items whose label or alias begins with the surface. */
  byLabel(surface: string, language: 'en' | 'mul', call: CallContext): Promise<Outcome<LabelHits>>;
  /** Items of the English articles that a full-text search finds. */
  byText(surface: string, context: readonly string[], call: CallContext): Promise<Outcome<Hits>>;
}

const SearchBody = z.object({ search: z.array(z.unknown()) });

const articleHits = (
  surface: string,
  pages: readonly z.infer<typeof ArticlePage>[],
  redirects: readonly { readonly from: string; readonly to: string }[],
): Hits =>
  pages.flatMap(page => {
    const qid = page.pageprops?.wikibase_item;
    if (qid === undefined || page.pageprops?.disambiguation !== undefined) return [];
    const names = [page.title, ...redirects.filter(({ to }) => to === page.title).map(({ from }) => from)].map(withoutParenthesis);
    const matched = names.find(name => folded(name) === folded(surface));
    const label = plainText(withoutParenthesis(page.title));
    const description = plainText(page.description ?? '');
    return [{ qid, label, description, match: matched === undefined ? 'text' : 'title', matched: plainText(matched ?? page.title) }];
  });

export const createNameSearch = (wikidata: ActionApi, wikipedia: ActionApi, cache: AnswerCache): NameSearch => {
  return {
    byLabel: (surface, language, call) => {
      const key = `wikidata|labels|${language}|${surface}`;
      const rule = { key, schema: KeptLabels, ...KNOWLEDGE_TIMES, isEmpty: ({ hits }: LabelHits) => hits.length === 0 };
      return cache.through(rule, async () => {
        const params = { action: 'wbsearchentities', search: surface, language, uselang: 'en', type: 'item', limit: LABEL_LIMIT };
        const answered = await wikidata.get(params, SearchBody, call);
        if (answered.outcome !== 'done') return answered;
        if (!answered.value.ok) return failed('PROVIDER_REFUSED', `Wikidata: it answered ${answered.value.error.code}`);
        const found = answered.value.body.search;
        return done({ hits: found.flatMap(labelHit), isFull: found.length >= LABEL_LIMIT });
      });
    },
    byText: (surface, context, call) => {
      const gsrsearch = [surface, ...context].join(' ');
      const key = `wikipedia|search|${surface}|${gsrsearch}`;
      const rule = { key, schema: KeptHits, ...KNOWLEDGE_TIMES, isEmpty: (hits: Hits) => hits.length === 0 };
      return cache.through(rule, async () => {
        const answered = await wikipedia.query(
          {
            generator: 'search',
            gsrsearch,
            gsrnamespace: 0,
            gsrlimit: TEXT_LIMIT,
            prop: 'pageprops|description',
            ppprop: 'wikibase_item|disambiguation',
            redirects: 1,
          },
          ArticlePage,
          call,
        );
        return answered.outcome === 'done' ? done(articleHits(surface, answered.value.pages, answered.value.redirects)) : answered;
      });
    },
  };
};
