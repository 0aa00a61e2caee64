import * as z from 'zod';
import { StoredImage } from '../images/stored-image.ts';
import { Takedown } from '../images/takedown.ts';
import { PlainText } from '../platform/plain-text.ts';
import { route } from './route.ts';

const ImageId = z.object({ imageId: StoredImage.shape.id });

export const imagesRoutes = {
  getImage: route({
    id: 'getImage',
    method: 'GET',
    path: '/v1/images/{imageId}',
    area: 'images',
    access: 'viewer',
    summary: 'A stored picture: credit, licence, sizes',
    params: ImageId,
    status: 200,
    output: StoredImage.meta({ id: 'StoredImage' }),
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
