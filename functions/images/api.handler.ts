import { imagesRoutes as routes } from '@cutaway/core/api/results-routes';
import { mainVariant } from '@cutaway/core/images/main-variant';
import { AppError } from '@cutaway/core/errors/app-error';
import { api, implement } from '../http/api.ts';
import { once } from '../http/aws.deps.ts';
import { buildDeps } from './api.deps.ts';

const deps = once(buildDeps);

export const handler = api([
  implement(routes.getImage, async ({ params }) => ({ body: await (await deps()).images.get(params.imageId) })),
  implement(routes.getImageContent, async ({ params, query }) => {
    const { images, catalogueReads } = await deps();
    const image = await images.get(params.imageId);
    const variant = query.variant === undefined ? mainVariant(image) : image.variants.find(each => each.name === query.variant);
    if (variant === undefined)
      throw new AppError('NOT_FOUND', { detail: `The picture has ${image.variants.map(each => each.name).join(', ')}.` });
    return { redirect: await catalogueReads.url(variant.key) };
  }),
]);
