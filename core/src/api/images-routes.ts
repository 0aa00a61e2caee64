import * as z from 'zod';
import { StoredImage } from '../images/stored-image.ts';
import { Takedown } from '../images/takedown.ts';
import { PlainText } from '../platform/plain-text.ts';
import { page, PageQuery } from './page.ts';
import { route } from './route.ts';

const ImageId = z.object({ imageId: StoredImage.shape.id });
const ImageView = StoredImage.meta({ id: 'StoredImage' });

/** SHA-256 of the picture's bytes, base64. */
const Checksum = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const Words = PlainText.refine(text => text.length >= 1 && text.length <= 200, '1 to 200 characters');

/** The workspace's own pictures are looked at, rendered and deleted by a function that may do so; all others only read. */
const own = { area: 'images', answeredBy: 'own-api' } as const;

export const imagesRoutes = {
  createImageUpload: route({
    ...own,
    id: 'createImageUpload',
    method: 'POST',
    path: '/v1/image-uploads',
    access: 'editor',
    summary: 'Begin to add a picture of your own: an address to PUT its bytes to, with exactly these headers',
    body: z.strictObject({ bytes: z.int().positive(), checksum: Checksum }).meta({ id: 'NewImageUpload' }),
    status: 201,
    output: z.object({ url: z.url(), headers: z.record(z.string(), z.string()), expiresAt: z.iso.datetime() }).meta({ id: 'ImageUpload' }),
    errors: ['IMAGE_UPLOAD_TOO_LARGE'],
  }),
  addImage: route({
    ...own,
    id: 'addImage',
    method: 'POST',
    path: '/v1/images',
    access: 'editor',
    summary: 'Take an uploaded picture into your own: it is looked at first. The same bytes are the same picture; the newest words count',
    body: z
      .strictObject({
        checksum: Checksum,
        /** What it shows. */
        title: Words.default(PlainText.parse('Own picture')),
        /** Whom to credit, as it is to be read. */
        credit: Words.optional(),
      })
      .meta({ id: 'NewImage' }),
    status: 201,
    output: ImageView,
    errors: ['UPLOAD_INCOMPLETE', 'IMAGE_UNSUPPORTED', 'IMAGE_UPLOAD_TOO_LARGE', 'CONFLICT'],
  }),
  listImages: route({
    ...own,
    id: 'listImages',
    method: 'GET',
    path: '/v1/images',
    access: 'viewer',
    summary: 'The pictures of your own that names of the glossary can be shown by',
    query: PageQuery,
    status: 200,
    output: page(ImageView).meta({ id: 'OwnImagePage' }),
    errors: [],
  }),
  deleteImage: route({
    ...own,
    id: 'deleteImage',
    method: 'DELETE',
    path: '/v1/images/{imageId}',
    access: 'editor',
    summary: 'Delete a picture of your own everywhere: from the glossary, and from timelines and exports that show it',
    params: ImageId,
    status: 204,
    errors: [],
  }),
  getImage: route({
    id: 'getImage',
    method: 'GET',
    path: '/v1/images/{imageId}',
    area: 'images',
    access: 'viewer',
    summary: 'A stored picture, licensed or your own: credit, licence, sizes',
    params: ImageId,
    status: 200,
    output: ImageView,
    errors: [],
  }),
  getImageContent: route({
    id: 'getImageContent',
    method: 'GET',
    path: '/v1/images/{imageId}/content',
    area: 'images',
    access: 'viewer',
    summary: 'Its bytes, by a redirect to a presigned address',
    params: ImageId,
    query: z.object({
      /** `master`, `thumb`, or the name of a placement; absent: what exports use. */
      variant: z
        .string()
        .regex(/^[a-z]{1,20}$/)
        .optional(),
    }),
    status: 307,
    errors: [],
  }),
  createTakedown: route({
    id: 'createTakedown',
    method: 'POST',
    path: '/v1/takedowns',
    area: 'images',
    access: 'operator',
    summary: 'Show a picture nowhere any more; asked for again, how far that has come',
    body: z.strictObject({ ...ImageId.shape, reason: z.string().min(1).max(500).pipe(PlainText) }).meta({ id: 'NewTakedown' }),
    status: 202,
    output: Takedown.meta({ id: 'Takedown', description: 'That a picture is to be shown nowhere any more.' }),
    errors: ['NOT_FOUND'],
  }),
};
