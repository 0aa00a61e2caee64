import { imagesRoutes as routes } from '@cutaway/core/api/images-routes';
import { AppError } from '@cutaway/core/errors/app-error';
import { mainVariant } from '@cutaway/core/images/main-variant';
import type { StoredImage } from '@cutaway/core/images/stored-image';
import { beginTakedown } from '@cutaway/core/images/upkeep/take-down';
import { api, implement } from '../http/api.ts';
import { once } from '../http/aws.deps.ts';
import { buildDeps } from './api.deps.ts';

const deps = once(buildDeps);

/** What is being taken down is gone from the moment that was asked for. */
const shownImage = async (imageId: string): Promise<StoredImage> => {
  const { images, takedowns } = await deps();
  const [image, barred] = await Promise.all([images.get(imageId), takedowns.barred([imageId])]);
  if (barred.has(imageId)) throw new AppError('NOT_FOUND', { internal: `${imageId} is being taken down` });
  return image;
};

export const handler = api([
  implement(routes.getImage, async ({ params }) => ({ body: await shownImage(params.imageId) })),
  implement(routes.getImageContent, async ({ params, query }) => {
    const image = await shownImage(params.imageId);
    const variant = query.variant === undefined ? mainVariant(image) : image.variants.find(each => each.name === query.variant);
    if (variant === undefined)
      throw new AppError('NOT_FOUND', { detail: `The picture has ${image.variants.map(each => each.name).join(', ')}.` });
    return { redirect: await (await deps()).catalogueReads.url(variant.key) };
  }),
  implement(routes.createTakedown, async ({ body, scope }) => {
    const made = await deps();
    const takedown = await beginTakedown(made, body.imageId, { reason: body.reason, requestedBy: scope.principalId });
    if (takedown.state === 'under-way') await made.wakeUpkeep();
    return { body: takedown };
  }),
]);
