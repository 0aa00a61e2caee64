import * as z from 'zod';
import { plainText, PlainText } from '../../platform/plain-text.ts';
import type { RefusalCode } from '../image-candidate.ts';
import { UNSPLASH_REFERRAL } from '../rights/credit.ts';
import { withCredit } from '../rights/with-credit.ts';
import type { Licence, RightsRecord } from '../rights-record.ts';
import type { Reading } from '../words-provider.ts';

/** What we keep of a photo; its shape is that of the API, so that an answer and a cache row are read alike. */
export const UnsplashPhoto = z.object({
  id: z.string().min(1).max(100),
  width: z.int().positive(),
  height: z.int().positive(),
  description: PlainText.nullish(),
  /** In no specification and usually the best caption there is. */
  alt_description: PlainText.nullish(),
  /** `photo`, or `illustration` since 2024; older answers have none. */
  asset_type: z.string().optional(),
  urls: z.object({ raw: z.url(), small: z.url() }),
  links: z.object({ html: z.url(), download_location: z.url() }),
  user: z.object({ name: PlainText, links: z.object({ html: z.url() }) }),
});
export type UnsplashPhoto = z.infer<typeof UnsplashPhoto>;

const LICENCE: Licence = { id: 'unsplash', name: 'Unsplash License', url: 'https://unsplash.com/license' };

/** The words of the page's address, `/photos/trees-during-day-7JX0-bfiuxQ`. */
const slugWords = ({ id, links }: UnsplashPhoto): string => {
  const slug = new URL(links.html).pathname.split('/').at(-1) ?? '';
  return slug.endsWith(`-${id}`) ? slug.slice(0, -id.length - 1).replaceAll('-', ' ') : '';
};

/** The longest side that is downloaded: that of our widest master. */
const DOWNLOAD_SIDE = '1920';

const withParameters = (address: string, parameters: Readonly<Record<string, string>>): string => {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
};

/** The token `ixid` that comes with the address stays in it: Unsplash counts views by it. */
const downloadUrl = ({ urls }: UnsplashPhoto): string =>
  withParameters(urls.raw, { w: DOWNLOAD_SIDE, h: DOWNLOAD_SIDE, fit: 'max', fm: 'jpg', q: '85', cs: 'srgb' });

/** @returns whether an address is the API's own for reporting a download: our key goes nowhere else */
export const isDownloadEvent = (address: string, base: URL): boolean => {
  const url = new URL(address);
  return url.origin === base.origin && /\/photos\/[^/]+\/download$/.test(url.pathname);
};

const refusalOf = (photo: UnsplashPhoto, base: URL): { readonly code: RefusalCode; readonly why: string } | null => {
  if (new URL(photo.urls.raw).hostname.startsWith('plus.'))
    return { code: 'NON_FREE', why: 'it belongs to Unsplash+, which has a licence of its own' };
  if ((photo.asset_type ?? 'photo') !== 'photo')
    return { code: 'EXCLUDED_TYPE', why: `it is a ${photo.asset_type ?? ''}, not a photograph` };
  if (!isDownloadEvent(photo.links.download_location, base))
    return { code: 'POLICY', why: 'its use could not be reported, which the terms ask for' };
  return null;
};

/** @param base address of the API @param rights what may be done with all of its photos */
export const readUnsplashPhoto =
  (base: URL, rights: RightsRecord) =>
  (photo: UnsplashPhoto): Reading => {
    const title = photo.alt_description || photo.description || plainText(slugWords(photo));
    const refusal = refusalOf(photo, base);
    if (refusal !== null) return { refused: { provider: 'unsplash', title, pageUrl: photo.links.html, ...refusal } };
    return {
      candidate: withCredit({
        schemaVersion: 1,
        id: `unsplash:${photo.id}`,
        provider: 'unsplash',
        origin: 'stock',
        property: null,
        depicts: [],
        title,
        description: photo.description ?? plainText(''),
        categories: [],
        pageUrl: photo.links.html,
        previewUrl: photo.urls.small,
        downloadUrl: downloadUrl(photo),
        width: photo.width,
        height: photo.height,
        mime: null,
        bytes: null,
        sha1: null,
        author: photo.user.name === '' ? null : { name: photo.user.name, url: withParameters(photo.user.links.html, UNSPLASH_REFERRAL) },
        licence: LICENCE,
        rights,
        restrictions: [],
        assessments: [],
        useReportUrl: photo.links.download_location,
      }),
    };
  };
