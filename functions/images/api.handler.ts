import type { OwnerScope } from '@cutaway/core/accounts/owner-scope';
import { imagesRoutes as routes } from '@cutaway/core/api/images-routes';
import { AppError } from '@cutaway/core/errors/app-error';
import { mainVariant } from '@cutaway/core/images/main-variant';
import { keptImage } from '@cutaway/core/images/own-image';
import type { StoredImage } from '@cutaway/core/images/stored-image';
import { beginTakedown } from '@cutaway/core/images/upkeep/take-down';
import type { PresignedReads } from '@cutaway/core/platform/presigned-reads';
import { api, implement } from '../http/api.ts';
import { once } from '../http/aws.deps.ts';
import { buildDeps } from './api.deps.ts';

const deps = once(buildDeps);

interface Shown {
  readonly image: StoredImage;
  /** Of the bucket it lies in. */
  readonly reads: PresignedReads;
}

/** One of the workspace's own, or of the catalogue. What is being taken down or deleted is gone from the moment that was asked for. */
const shown = async (scope: OwnerScope, imageId: string): Promise<Shown> => {
  const { images, ownImages, takedowns, catalogueReads, mediaReads } = await deps();
  const own = keptImage(await ownImages.find(scope, imageId));
  if (own !== null) return { image: own, reads: mediaReads };
  const [image, barred] = await Promise.all([images.get(imageId), takedowns.barred([imageId])]);
  if (barred.has(imageId)) throw new AppError('NOT_FOUND', { internal: `${imageId} is being taken down` });
  return { image, reads: catalogueReads };
};

export const handler = api([
  implement(routes.getImage, async ({ scope, params }) => ({ body: (await shown(scope, params.imageId)).image })),
  implement(routes.getImageContent, async ({ scope, params, query }) => {
    const { image, reads } = await shown(scope, params.imageId);
    const variant = query.variant === undefined ? mainVariant(image) : image.variants.find(each => each.name === query.variant);
    if (variant === undefined)
      throw new AppError('NOT_FOUND', { detail: `The picture has ${image.variants.map(each => each.name).join(', ')}.` });
    return { redirect: await reads.url(variant.key) };
  }),
  implement(routes.createTakedown, async ({ body, scope }) => {
    const made = await deps();
    const takedown = await beginTakedown(made, body.imageId, { reason: body.reason, requestedBy: scope.principalId });
    if (takedown.state === 'under-way') await made.wakeUpkeep();
    return { body: takedown };
  }),
]);
