import { imagesRoutes as routes } from '@cutaway/core/api/images-routes';
import { keptImage } from '@cutaway/core/images/own-image';
import { addOwnImage, announceOwnImage } from '@cutaway/core/images/own/add-own-image';
import { beginRemoval } from '@cutaway/core/images/own/remove-own-image';
import { api, implement } from '../http/api.ts';
import { once } from '../http/aws.deps.ts';
import { buildDeps } from './own-api.deps.ts';

const deps = once(buildDeps);

export const handler = api([
  implement(routes.createImageUpload, async ({ scope, body }) => {
    const { headers, ...upload } = await announceOwnImage(await deps(), scope, body);
    return { body: { ...upload, headers: { ...headers } } };
  }),
  implement(routes.addImage, async ({ scope, body }) => ({
    body: await addOwnImage(await deps(), scope, { ...body, credit: body.credit ?? null }),
  })),
  implement(routes.listImages, async ({ scope, query }) => {
    const { items, next } = await (await deps()).ownImages.list(scope, query);
    return { body: { items: items.flatMap(own => keptImage(own) ?? []), next } };
  }),
  implement(routes.deleteImage, async ({ scope, params }) => {
    const made = await deps();
    await beginRemoval(made, scope, params.imageId);
    await made.wakeUpkeep();
    return {};
  }),
]);
