import * as z from 'zod';
import type { CallContext } from '../platform/call-gate.ts';
import { inChunks } from '../platform/in-chunks.ts';
import { done, type Outcome } from '../platform/outcome.ts';
import { plainText, PlainText } from '../platform/plain-text.ts';
import type { ActionApi, QueryAnswer } from '../platform/provider-http/wikimedia-action-api.ts';

/** What the English article of an item adds to it. */
export const Article = z.object({ extract: PlainText, leadFile: z.string().nullable() });
export type Article = z.infer<typeof Article>;

export const NO_ARTICLE: Article = { extract: plainText(''), leadFile: null };

const Image = z.object({ source: z.string() });

const ArticlePage = z.object({
  extract: z.string().optional(),
  pageimage: z.string().optional(),
  original: Image.optional(),
  thumbnail: Image.optional(),
  pageprops: z.object({ wikibase_item: z.string().optional(), disambiguation: z.unknown().optional() }).optional(),
});

type ArticlePage = z.infer<typeof ArticlePage>;

/** A lead image may be a non-free file that lies on Wikipedia only; what lies on Commons says so in its address. */
const liesOnCommons = (image: z.infer<typeof Image> | undefined): boolean =>
  image !== undefined && URL.canParse(image.source) && new URL(image.source).pathname.includes('/wikipedia/commons/');

/** Introductions that one call gives. */
const BATCH = 20;

const fetchBatch = (wikipedia: ActionApi, titles: readonly string[], call: CallContext): Promise<Outcome<QueryAnswer<ArticlePage>>> =>
  wikipedia.query(
    {
      titles: titles.join('|'),
      redirects: 1,
      prop: 'extracts|pageprops|description|pageimages',
      exintro: 1,
      exlimit: BATCH,
      explaintext: 1,
      ppprop: 'wikibase_item|disambiguation',
      piprop: 'name|original',
      pilicense: 'free',
    },
    ArticlePage,
    call,
  );

const readArticle = (page: ArticlePage): Article => ({
  extract: plainText(page.extract ?? ''),
  leadFile: liesOnCommons(page.original ?? page.thumbnail) ? (page.pageimage ?? null) : null,
});

/**
 * @returns by the id of the item an article is about: a title may have become a redirect to another thing, or a
 * disambiguation page, which is about none
 */
export const fetchArticles = async (
  wikipedia: ActionApi,
  titles: readonly string[],
  call: CallContext,
): Promise<Outcome<ReadonlyMap<string, Article>>> => {
  const articles = new Map<string, Article>();
  for (const batch of inChunks(titles, BATCH)) {
    const answered = await fetchBatch(wikipedia, batch, call);
    if (answered.outcome !== 'done') return answered;
    for (const page of answered.value.pages) {
      const { wikibase_item: about, disambiguation } = page.pageprops ?? {};
      if (about !== undefined && disambiguation === undefined) articles.set(about, readArticle(page));
    }
  }
  return done(articles);
};
