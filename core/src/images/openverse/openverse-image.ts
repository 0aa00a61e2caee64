import * as z from 'zod';
import { plainText, PlainText } from '../../platform/plain-text.ts';
import type { RefusalCode } from '../image-candidate.ts';
import { refuseSize } from '../refuse-size.ts';
import { rightsOf } from '../rights/rights-table.ts';
import { withCredit } from '../rights/with-credit.ts';
import type { Licence, RightsRecord } from '../rights-record.ts';
import type { Reading } from '../words-provider.ts';
import { openverseLicence } from './openverse-licence.ts';

/** Nearly every field of the index may be null; one that is malformed counts as absent. */
const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(null);

/** What we keep of a result; its shape is that of the API, so that an answer and a cache row are read alike. */
export const OpenverseImage = z.object({
  id: z.uuid(),
  title: orNull(PlainText),
  foreign_landing_url: orNull(z.url()),
  url: z.url(),
  creator: orNull(PlainText),
  creator_url: orNull(z.url({ protocol: /^https?$/ })),
  license: z.string(),
  license_version: orNull(z.string()),
  license_url: orNull(z.string()),
  source: orNull(z.string()),
  category: orNull(z.string()),
  filetype: orNull(z.string()),
  filesize: orNull(z.int().positive()),
  width: orNull(z.int().positive()),
  height: orNull(z.int().positive()),
  mature: orNull(z.boolean()),
  unstable__sensitivity: orNull(z.array(z.string())),
  tags: orNull(z.array(z.object({ name: PlainText }))),
  thumbnail: orNull(z.url()),
});
export type OpenverseImage = z.infer<typeof OpenverseImage>;

/** Sources whose address leads to a copy smaller than the size the index states, and the copy's longer side. */
const COPIES: readonly { readonly source: string; readonly address: RegExp; readonly longest: number }[] = [
  { source: 'flickr', address: /_b\.jpg$/, longest: 1_024 },
  { source: 'flickr', address: /\/\d+_[0-9a-f]+\.jpg$/, longest: 500 },
  { source: 'stocksnap', address: /\/960w\//, longest: 960 },
];

const sizeOf = ({ source, url, width, height }: OpenverseImage): { readonly width: number; readonly height: number } | null => {
  if (width == null || height == null) return null;
  const copy = COPIES.find(each => each.source === source && each.address.test(new URL(url).pathname));
  const scale = copy === undefined ? 1 : Math.min(1, copy.longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
};

const BITMAPS = new Set(['jpg', 'jpeg', 'png', 'webp', 'tif', 'tiff']);

/** Tags have come with letters as broken escapes: `lu00f3pez`. */
const tagsOf = ({ tags }: OpenverseImage): string =>
  (tags ?? [])
    .map(tag => tag.name)
    .filter(name => !/u[0-9a-f]{4}/.test(name))
    .slice(0, 20)
    .join(', ');

type Refusal = { readonly code: RefusalCode; readonly why: string };

const licenceOf = (image: OpenverseImage): { readonly licence: Licence; readonly rights: RightsRecord } | Refusal => {
  const licence = openverseLicence(image);
  const rights = licence === null ? null : rightsOf('openverse', licence.id);
  if (licence !== null && rights !== null) return { licence, rights };
  const name = licence?.name ?? plainText(image.license).slice(0, 60);
  return /-n[cd]/.test(licence?.id ?? '')
    ? { code: 'NON_FREE', why: `its licence ${name} forbids commercial use or changes` }
    : { code: 'LICENCE_UNKNOWN', why: `its licence ${name} is not one we know` };
};

const refusalOf = (image: OpenverseImage): Refusal | null => {
  if (image.source === 'wikimedia') return { code: 'NEAR_DUPLICATE', why: 'it lies on Commons, which is asked itself' };
  if (image.mature === true || (image.unstable__sensitivity ?? []).length > 0)
    return { code: 'EXCLUDED_TYPE', why: 'it is marked as sensitive' };
  if (image.filetype != null && !BITMAPS.has(image.filetype))
    return { code: 'NOT_BITMAP', why: `it is ${image.filetype}, not a still bitmap` };
  const size = sizeOf(image);
  return size === null ? { code: 'TOO_SMALL', why: 'its size is not stated' } : refuseSize(size.width, size.height);
};

export const readOpenverseImage = (image: OpenverseImage): Reading => {
  const title = image.title ?? plainText('');
  const pageUrl = image.foreign_landing_url ?? image.url;
  const licensed = licenceOf(image);
  const refusal = 'code' in licensed ? licensed : refusalOf(image);
  const size = sizeOf(image);
  if ('code' in licensed || refusal !== null || size === null)
    return { refused: { provider: 'openverse', title, pageUrl, ...(refusal ?? { code: 'TOO_SMALL', why: 'its size is not stated' }) } };
  return {
    candidate: withCredit({
      schemaVersion: 1,
      id: `openverse:${image.id}`,
      provider: 'openverse',
      origin: 'stock',
      property: null,
      depicts: [],
      title,
      description: plainText(tagsOf(image)),
      categories: [],
      pageUrl,
      previewUrl: image.thumbnail ?? image.url,
      downloadUrl: image.url,
      ...size,
      mime: null,
      bytes: image.filesize ?? null,
      sha1: null,
      author: image.creator == null || image.creator === '' ? null : { name: image.creator, url: image.creator_url ?? null },
      ...licensed,
      restrictions: [],
      assessments: [],
      useReportUrl: null,
    }),
  };
};
