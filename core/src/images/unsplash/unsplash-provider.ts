import * as z from 'zod';
import type { AnswerCache } from '../../platform/answer-cache.ts';
import { done, failed } from '../../platform/outcome.ts';
import type { ProviderHttp } from '../../platform/provider-http/provider-http.ts';
import type { ImageProvider, ImageRequest } from '../image-provider.ts';
import type { RightsRecord } from '../rights-record.ts';
import { createWordsProvider } from '../words-provider.ts';
import { isDownloadEvent, readUnsplashPhoto, UnsplashPhoto } from './unsplash-photo.ts';

/** Most that Unsplash gives on one page, whatever is asked for. */
const LARGEST_PAGE = 30;

/** Its name for a square, alone among all providers. */
const ORIENTATIONS = { landscape: 'landscape', portrait: 'portrait', square: 'squarish' } as const satisfies Record<
  ImageRequest['orientation'],
  string
>;

const SearchPage = z.object({ results: z.array(z.unknown()), total_pages: z.int() });
const Download = z.object({ url: z.url() });

export interface UnsplashOptions {
  readonly http: ProviderHttp;
  /** `https://api.unsplash.com` */
  readonly base: URL;
  readonly cache: AnswerCache;
  /** By whether the operator has confirmed that pictures may be chosen by a program. */
  readonly rights: RightsRecord;
}

/** Unsplash: stock for concepts, previews from its own addresses, every use reported. */
export const createUnsplashProvider = ({ http, base, cache, rights }: UnsplashOptions): ImageProvider => {
  const address = (path: string): URL => new URL(`${base.href.replace(/\/+$/, '')}${path}`);
  return createWordsProvider(
    {
      id: 'unsplash',
      origin: 'stock',
      rights,
      checksBeforeUse: false,
      item: UnsplashPhoto,
      idOf: photo => photo.id,
      read: readUnsplashPhoto(base, rights),
      page: async (words, page, { orientation, limit }, call) => {
        const url = address('/search/photos');
        url.searchParams.set('query', words);
        url.searchParams.set('orientation', ORIENTATIONS[orientation]);
        url.searchParams.set('content_filter', 'high');
        url.searchParams.set('per_page', String(Math.min(limit, LARGEST_PAGE)));
        url.searchParams.set('page', String(page));
        const answered = await http.get(url, SearchPage, call);
        if (answered.outcome !== 'done') return answered;
        // Beyond its last page it answers with nothing and says that there are no pages at all.
        const { results, total_pages: pages } = answered.value;
        return done({ items: results, more: results.length > 0 && page < pages });
      },
      one: (id, call) => http.get(address(`/photos/${encodeURIComponent(id)}`), UnsplashPhoto, call),
      reportUse: async ({ useReportUrl }, call) => {
        if (useReportUrl === null || !isDownloadEvent(useReportUrl, base))
          return failed('PROVIDER_REFUSED', 'Unsplash: the address for reporting the use is not its own');
        const reported = await http.get(new URL(useReportUrl), Download, call);
        return reported.outcome === 'done' ? done(null) : reported;
      },
    },
    cache,
  );
};
