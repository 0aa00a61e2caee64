import * as z from 'zod';
import { plainText, PlainText } from '../../platform/plain-text.ts';
import type { ImageCandidate } from '../image-candidate.ts';
import { knownRights } from '../rights/rights-table.ts';
import { withCredit } from '../rights/with-credit.ts';
import type { Licence } from '../rights-record.ts';

/** What we keep of a photo; its shape is that of the API, so that an answer and a cache row are read alike. */
export const PexelsPhoto = z.object({
  id: z.int().positive(),
  width: z.int().positive(),
  height: z.int().positive(),
  url: z.url(),
  photographer: PlainText,
  photographer_url: z.url().nullish(),
  /** Missing, null or empty for older photos. */
  alt: PlainText.nullish(),
  src: z.object({ original: z.url(), medium: z.url() }),
});
export type PexelsPhoto = z.infer<typeof PexelsPhoto>;

const LICENCE: Licence = { id: 'pexels', name: 'Pexels License', url: 'https://www.pexels.com/license/' };

/** The words of the page's address, `/photo/trees-during-day-3573351/`: often the only description there is. */
const slugWords = (photo: PexelsPhoto): string => {
  const slug = new URL(photo.url).pathname.split('/').findLast(part => part !== '') ?? '';
  return slug.replace(/-?\d+$/, '').replaceAll('-', ' ');
};

export const PEXELS_RIGHTS = knownRights('pexels', LICENCE.id);

export const pexelsCandidate = (photo: PexelsPhoto): ImageCandidate => {
  const words = plainText(slugWords(photo));
  return withCredit({
    schemaVersion: 1,
    id: `pexels:${photo.id}`,
    provider: 'pexels',
    origin: 'stock',
    property: null,
    depicts: [],
    title: photo.alt || words,
    description: words,
    categories: [],
    pageUrl: photo.url,
    previewUrl: photo.src.medium,
    downloadUrl: photo.src.original,
    width: photo.width,
    height: photo.height,
    mime: null,
    bytes: null,
    sha1: null,
    author: photo.photographer === '' ? null : { name: photo.photographer, url: photo.photographer_url ?? null },
    licence: LICENCE,
    rights: PEXELS_RIGHTS,
    restrictions: [],
    assessments: [],
    useReportUrl: null,
  });
};
