import * as z from 'zod';
import type { CallContext } from '../platform/call-gate.ts';
import { done, type Outcome } from '../platform/outcome.ts';
import { plainText, PlainText } from '../platform/plain-text.ts';
import type { ActionApi } from '../platform/provider-http/wikimedia-action-api.ts';
import type { Qid } from './entity.ts';

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

/** A lead image may be a non-free file that lies on Wikipedia only; what lies on Commons says so in its address. */
const liesOnCommons = (image: z.infer<typeof Image> | undefined): boolean =>
  image !== undefined && URL.canParse(image.source) && new URL(image.source).pathname.includes('/wikipedia/commons/');

/** @returns `NO_ARTICLE` where the title has become a redirect to another thing, or a disambiguation page */
export const fetchArticle = async (wikipedia: ActionApi, title: string, qid: Qid, call: CallContext): Promise<Outcome<Article>> => {
  const answered = await wikipedia.query(
    {
      titles: title,
      redirects: 1,
      prop: 'extracts|pageprops|description|pageimages',
      exintro: 1,
      explaintext: 1,
      ppprop: 'wikibase_item|disambiguation',
      piprop: 'name|original',
      pilicense: 'free',
    },
    ArticlePage,
    call,
  );
  if (answered.outcome !== 'done') return answered;
  const [page] = answered.value.pages;
  if (page?.pageprops?.wikibase_item !== qid || page.pageprops.disambiguation !== undefined) return done(NO_ARTICLE);
  const leadFile = liesOnCommons(page.original ?? page.thumbnail) ? (page.pageimage ?? null) : null;
  return done({ extract: plainText(page.extract ?? ''), leadFile });
};
