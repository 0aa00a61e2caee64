import type { Catalogue } from '../commons/catalogue.ts';
import { hasThumbnail, originalUrl, thumbnailUrl } from '../commons/addresses.ts';
import type { MediaFile } from '../commons/file.ts';
import { drawInt } from '../draw.ts';
import { isDisambiguation, type Item } from '../knowledge/item.ts';
import { decodePart } from '../server/decode-part.ts';
import { jsonReply, redirectReply, type Reply, type Room } from '../server/exchange.ts';
import { lastRevision, modifiedAt } from '../wikidata/entity-json.ts';
import { passGate } from '../wikimedia/gate.ts';
import type { World } from '../world.ts';
import { articlePage, findArticle, leadImageOf, normalTitle } from './article.ts';
import { extractOf } from './article-text.ts';

const SUMMARY = /^\/page\/summary\/([^/]+)$/;
const PAGEVIEWS =
  /^\/metrics\/pageviews\/per-article\/en\.wikipedia\/([^/]+)\/([^/]+)\/([^/]+)\/(daily|monthly)\/(\d{8})\d{0,2}\/(\d{8})\d{0,2}$/;

/** Width of the thumbnail in a summary. */
const THUMB_WIDTH = 330;

const problem = (status: number, title: string, detail: string, uri: string): Reply =>
  jsonReply(status, { detail, method: 'get', status, title, type: 'about:blank', uri }, { counted: true });

const underscored = (title: string): string => encodeURIComponent(title.replaceAll(' ', '_'));

const images = (file: MediaFile | null, origin: string): object => {
  if (file === null) return {};
  const isScaled = hasThumbnail(file, THUMB_WIDTH);
  const width = isScaled ? THUMB_WIDTH : file.width;
  const source = (isScaled ? thumbnailUrl(file, THUMB_WIDTH, origin) : originalUrl(file, origin)).replace(/\?.*$/, '');
  return {
    thumbnail: { source, width, height: Math.round((width * file.height) / file.width) },
    originalimage: { source: originalUrl(file, origin).replace(/\?.*$/, ''), width: file.width, height: file.height },
  };
};

const summaryOf = (world: World, catalogue: Catalogue, item: Item): object => {
  const title = item.article ?? item.label;
  const plain = { isPlain: true, sentences: Infinity, characters: Infinity };
  const page = (host: string): object => ({
    page: `https://${host}/wiki/${underscored(title)}`,
    revisions: `https://${host}/wiki/${underscored(title)}?action=history`,
    edit: `https://${host}/wiki/${underscored(title)}?action=edit`,
    talk: `https://${host}/wiki/Talk:${underscored(title)}`,
  });
  return {
    type: isDisambiguation(item) ? 'disambiguation' : 'standard',
    title,
    displaytitle: title,
    namespace: { id: 0, text: '' },
    wikibase_item: item.qid,
    titles: { canonical: title.replaceAll(' ', '_'), normalized: title, display: title },
    pageid: articlePage(item)?.pageId ?? 0,
    ...images(leadImageOf(catalogue, item), world.origin),
    lang: 'en',
    dir: 'ltr',
    revision: String(lastRevision(item)),
    tid: '09d67a70-9134-11eb-a803-158f284cb2ea',
    timestamp: modifiedAt(item),
    ...(item.description === '' ? {} : { description: item.description, description_source: 'local' }),
    content_urls: { desktop: page('en.wikipedia.org'), mobile: page('en.m.wikipedia.org') },
    extract: extractOf(item, world.knowledge, plain),
    extract_html: extractOf(item, world.knowledge, { ...plain, isPlain: false }),
  };
};

const summary = (world: World, catalogue: Catalogue, part: string, follows: boolean): Reply => {
  const asked = decodePart(part);
  const title = normalTitle(asked);
  const address = (target: string): string => `${world.origin}/wikipedia/api/rest_v1/page/summary/${underscored(target)}`;
  if (title.replaceAll(' ', '_') !== asked) return redirectReply(301, address(title), { counted: true });
  const found = findArticle(world.knowledge, title);
  if (found === null || world.scenarios.isGone('wikipedia', title))
    return problem(404, 'Not found.', 'Page or revision not found.', `/en.wikipedia.org/v1/page/summary/${part}`);
  if (found.isRedirect && follows) return redirectReply(302, address(found.item.article ?? title), { counted: true });
  return jsonReply(200, summaryOf(world, catalogue, found.item), {
    headers: { etag: `"${lastRevision(found.item)}/summary"` },
    counted: true,
  });
};

const DAY = 86_400_000;

const dayOf = (digits: string): number => Date.UTC(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)) - 1, Number(digits.slice(6, 8)));

/** Days without a view are left out, as the real service does. */
const pageviews = (world: World, match: RegExpExecArray, uri: string): Reply => {
  const [, access = '', agent = '', part = '', granularity = '', from = '', to = ''] = match;
  const found = findArticle(world.knowledge, normalTitle(decodePart(part)));
  const step = granularity === 'daily' ? 1 : 30;
  const items: object[] = [];
  for (let day = dayOf(from); day <= dayOf(to) && items.length < 1_000; day += step * DAY) {
    const views = found === null ? 0 : drawInt(`${found.item.qid}/${day}`, Math.round(found.item.popularity ** 2 / 20) + 2) * step;
    const timestamp = `${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}00`;
    if (views > 0) items.push({ project: 'en.wikipedia', article: decodePart(part), granularity, timestamp, access, agent, views });
  }
  const missing =
    'The date(s) you used are valid, but we either do not have data for those date(s), or the project you asked for is not loaded yet. Please check documentation for more information.';
  return items.length === 0 ? problem(404, 'Not Found', missing, uri) : jsonReply(200, { items }, { counted: true });
};

/** `/api/rest_v1`: page summaries of Wikipedia, and page views. */
export const restRoom =
  (world: World, catalogue: Catalogue): Room =>
  exchange => {
    const refusal = passGate(world, 'wikipedia', 'api', exchange);
    if (refusal !== null) return refusal;
    const part = SUMMARY.exec(exchange.path)?.[1];
    if (part !== undefined) return summary(world, catalogue, part, exchange.query.get('redirect') !== 'false');
    const views = PAGEVIEWS.exec(exchange.path);
    return views === null ? problem(404, 'Not found.', 'No such route.', exchange.path) : pageviews(world, views, exchange.path);
  };
