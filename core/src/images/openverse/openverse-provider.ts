import * as z from 'zod';
import type { AnswerCache } from '../../platform/answer-cache.ts';
import { done } from '../../platform/outcome.ts';
import type { ProviderHttp } from '../../platform/provider-http/provider-http.ts';
import type { ImageProvider, ImageRequest } from '../image-provider.ts';
import { createWordsProvider } from '../words-provider.ts';
import { OpenverseImage, readOpenverseImage } from './openverse-image.ts';

/** Largest page for anonymous callers; registered clients have been treated as those. */
const PAGE = 20;
/** Results that can be paged through, whoever asks. */
const DEEPEST = 240;

const ASPECTS = { landscape: 'wide', portrait: 'tall', square: 'square' } as const satisfies Record<ImageRequest['orientation'], string>;

/** The licences our table speaks of; all others would be refused when they come. */
const LICENCES = 'cc0,pdm,by,by-sa';

const SearchPage = z.object({ results: z.array(z.unknown()), page_count: z.int().nonnegative() });

/**
 * Openverse: an index of openly licensed pictures elsewhere, found by the words of whoever uploaded them. That is no
 * statement of what they show, so it serves concepts like stock. It took licences over when it looked; a chosen picture is
 * asked for again before it is fetched. Pictures on Commons are left out, because Commons itself is asked.
 * @param base `https://api.openverse.org`; paths begin with `/v1`
 */
export const createOpenverseProvider = (http: ProviderHttp, base: URL, cache: AnswerCache): ImageProvider => {
  const address = (path: string): URL => new URL(`${base.href.replace(/\/+$/, '')}/v1${path}`);
  return createWordsProvider(
    {
      id: 'openverse',
      origin: 'stock',
      rights: null,
      checksBeforeUse: true,
      item: OpenverseImage,
      idOf: image => image.id,
      read: readOpenverseImage,
      page: async (words, page, { orientation }, call) => {
        const url = address('/images/');
        const parameters = {
          q: words,
          license: LICENCES,
          excluded_source: 'wikimedia',
          aspect_ratio: ASPECTS[orientation],
          mature: 'false',
          page_size: PAGE,
          page,
        };
        for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value));
        const answered = await http.get(url, SearchPage, call);
        if (answered.outcome !== 'done') return answered;
        const { results, page_count: pages } = answered.value;
        return done({ items: results, more: page < pages && (page + 1) * PAGE <= DEEPEST });
      },
      one: (id, call) => http.get(address(`/images/${encodeURIComponent(id)}/`), OpenverseImage, call),
      reportUse: () => Promise.resolve(done(null)),
    },
    cache,
  );
};
