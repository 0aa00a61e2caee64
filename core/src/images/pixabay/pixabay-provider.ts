import * as z from 'zod';
import type { AnswerCache } from '../../platform/answer-cache.ts';
import { abstained, done } from '../../platform/outcome.ts';
import type { ProviderHttp } from '../../platform/provider-http/provider-http.ts';
import type { ImageProvider, ImageRequest } from '../image-provider.ts';
import { createWordsProvider } from '../words-provider.ts';
import { PIXABAY_RIGHTS, PixabayHit, readPixabayHit } from './pixabay-hit.ts';

/** Least and most that one page may be asked to hold. */
const SMALLEST_PAGE = 3;
const LARGEST_PAGE = 200;
const LONGEST_QUERY = 100;

/** It knows no squares: those are taken from everything. */
const ORIENTATIONS = { landscape: 'horizontal', portrait: 'vertical', square: 'all' } as const satisfies Record<
  ImageRequest['orientation'],
  string
>;

const SearchPage = z.object({ totalHits: z.int().nonnegative(), hits: z.array(z.unknown()) });
const One = z.object({ hits: z.array(PixabayHit) });

/**
 * Pixabay: stock for concepts, at most 1280 pixels, for people who look before they publish.
 * @param base `https://pixabay.com/api/`
 */
export const createPixabayProvider = (http: ProviderHttp, base: URL, cache: AnswerCache): ImageProvider => {
  const address = (parameters: Readonly<Record<string, string | number>>): URL => {
    const url = new URL(base);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value));
    return url;
  };
  return createWordsProvider(
    {
      id: 'pixabay',
      origin: 'stock',
      rights: PIXABAY_RIGHTS,
      checksBeforeUse: false,
      item: PixabayHit,
      idOf: hit => String(hit.id),
      read: readPixabayHit,
      page: async (words, page, { orientation, limit }, call) => {
        const size = Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, limit));
        const url = address({
          q: words.slice(0, LONGEST_QUERY),
          image_type: 'photo',
          orientation: ORIENTATIONS[orientation],
          safesearch: 'true',
          per_page: size,
          page,
        });
        const answered = await http.get(url, SearchPage, call);
        // What can be paged through is `totalHits`, never the larger `total`.
        return answered.outcome === 'done' ? done({ items: answered.value.hits, more: page * size < answered.value.totalHits }) : answered;
      },
      one: async (id, call) => {
        const answered = await http.get(address({ id }), One, call);
        if (answered.outcome !== 'done') return answered;
        const [hit] = answered.value.hits;
        return hit === undefined ? abstained('Pixabay: there is no such picture any more') : done(hit);
      },
      reportUse: () => Promise.resolve(done(null)),
    },
    cache,
  );
};
