import * as z from 'zod';
import type { AnswerCache } from '../../platform/answer-cache.ts';
import { done } from '../../platform/outcome.ts';
import type { ProviderHttp } from '../../platform/provider-http/provider-http.ts';
import type { ImageProvider } from '../image-provider.ts';
import { createWordsProvider } from '../words-provider.ts';
import { pexelsCandidate, PEXELS_RIGHTS, PexelsPhoto } from './pexels-photo.ts';

/** Most that Pexels gives on one page. */
const LARGEST_PAGE = 80;

const SearchPage = z.object({ photos: z.array(z.unknown()), next_page: z.string().nullish() });

/**
 * Pexels: stock for concepts.
 * @param base `https://api.pexels.com`; paths begin with `/v1`
 */
export const createPexelsProvider = (http: ProviderHttp, base: URL, cache: AnswerCache): ImageProvider => {
  const address = (path: string): URL => new URL(`${base.href.replace(/\/+$/, '')}${path}`);
  return createWordsProvider(
    {
      id: 'pexels',
      origin: 'stock',
      rights: PEXELS_RIGHTS,
      checksBeforeUse: false,
      item: PexelsPhoto,
      idOf: photo => String(photo.id),
      read: photo => ({ candidate: pexelsCandidate(photo) }),
      page: async (words, page, { orientation, limit }, call) => {
        const url = address('/v1/search');
        url.searchParams.set('query', words);
        url.searchParams.set('orientation', orientation);
        url.searchParams.set('per_page', String(Math.min(limit, LARGEST_PAGE)));
        url.searchParams.set('page', String(page));
        const answered = await http.get(url, SearchPage, call);
        // The next page is asked for by number: an address from an answer never gets our key.
        return answered.outcome === 'done' ? done({ items: answered.value.photos, more: Boolean(answered.value.next_page) }) : answered;
      },
      one: (id, call) => http.get(address(`/v1/photos/${encodeURIComponent(id)}`), PexelsPhoto, call),
      reportUse: () => Promise.resolve(done(null)),
    },
    cache,
  );
};
