import * as z from 'zod';
import { plainText, PlainText } from '../../platform/plain-text.ts';
import { refuseSize } from '../refuse-size.ts';
import { knownRights } from '../rights/rights-table.ts';
import { withCredit } from '../rights/with-credit.ts';
import type { Licence } from '../rights-record.ts';
import type { Reading } from '../words-provider.ts';

/** What we keep of a hit; its shape is that of the API, so that an answer and a cache row are read alike. */
export const PixabayHit = z.object({
  id: z.int().positive(),
  pageURL: z.url(),
  type: z.string().optional(),
  tags: PlainText,
  webformatURL: z.url(),
  largeImageURL: z.url(),
  imageWidth: z.int().positive(),
  imageHeight: z.int().positive(),
  user_id: z.int().nonnegative(),
  user: PlainText,
  isAiGenerated: z.boolean().optional(),
});
export type PixabayHit = z.infer<typeof PixabayHit>;

const LICENCE: Licence = { id: 'pixabay', name: 'Pixabay Content License', url: 'https://pixabay.com/service/license-summary/' };

export const PIXABAY_RIGHTS = knownRights('pixabay', LICENCE.id);

/** Longer side of what an account without approval may download. */
const LARGEST = 1_280;

const sizeOf = ({ imageWidth, imageHeight }: PixabayHit): { readonly width: number; readonly height: number } => {
  const scale = Math.min(1, LARGEST / Math.max(imageWidth, imageHeight));
  return { width: Math.max(1, Math.round(imageWidth * scale)), height: Math.max(1, Math.round(imageHeight * scale)) };
};

/** The documentation gives the address of a person's page as `/users/<name>-<number>/`. */
const profileOf = ({ pageURL, user, user_id }: PixabayHit): string =>
  new URL(`../../users/${encodeURIComponent(user)}-${user_id}/`, pageURL).href;

/** An invented picture shows nothing that is true; drawings and vectors are no photographs. */
const excluded = ({ type, isAiGenerated }: PixabayHit): string | null => {
  if (isAiGenerated === true) return 'it was made by a machine and shows nothing that is';
  return (type ?? 'photo') === 'photo' ? null : `it is a ${plainText(type ?? '')}, not a photograph`;
};

export const readPixabayHit = (hit: PixabayHit): Reading => {
  const about = { provider: 'pixabay', title: hit.tags, pageUrl: hit.pageURL } as const;
  const why = excluded(hit);
  if (why !== null) return { refused: { ...about, code: 'EXCLUDED_TYPE', why } };
  const size = sizeOf(hit);
  const poor = refuseSize(size.width, size.height);
  if (poor !== null) return { refused: { ...about, ...poor } };
  return {
    candidate: withCredit({
      ...about,
      schemaVersion: 1,
      id: `pixabay:${hit.id}`,
      origin: 'stock',
      property: null,
      depicts: [],
      description: plainText(''),
      categories: [],
      previewUrl: hit.webformatURL,
      downloadUrl: hit.largeImageURL,
      ...size,
      mime: null,
      bytes: null,
      sha1: null,
      author: hit.user === '' ? null : { name: hit.user, url: profileOf(hit) },
      licence: LICENCE,
      rights: PIXABAY_RIGHTS,
      restrictions: [],
      assessments: [],
      useReportUrl: null,
    }),
  };
};
