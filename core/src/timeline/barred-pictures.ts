import type { OwnerScope } from '../accounts/owner-scope.ts';
import { isOwn } from '../images/own-image.ts';
import type { OwnImageStore } from '../images/own-image-store.ts';
import type { TakedownStore } from '../images/takedown-store.ts';
import { LARGEST_PAGE } from '../platform/page.ts';
import type { Timeline } from './timeline.ts';

export interface BarredPicturesDeps {
  readonly takedowns: Pick<TakedownStore, 'barred'>;
  readonly ownImages: Pick<OwnImageStore, 'findMany'>;
}

/** Of the workspace's own pictures, those that were deleted since they were chosen. */
const deletedOf = async ({ ownImages }: BarredPicturesDeps, scope: OwnerScope, ids: readonly string[]): Promise<readonly string[]> => {
  const kept = new Set((await ownImages.findMany(scope, ids)).filter(({ state }) => state === 'kept').map(({ image }) => image.id));
  return ids.filter(id => !kept.has(id));
};

/** @returns ids of the pictures of a timeline that must not be shown: taken down, or deleted by the workspace they belong to */
export const barredPictures = async (deps: BarredPicturesDeps, scope: OwnerScope, { cues }: Timeline): Promise<ReadonlySet<string>> => {
  const idsOf = (some: Timeline['cues']): readonly string[] => [...new Set(some.flatMap(({ image }) => image.imageId ?? []))];
  const ids = idsOf(cues);
  const own = new Set(idsOf(cues.filter(({ image }) => isOwn(image))));
  const barred = new Set<string>();
  for (let from = 0; from < ids.length; from += LARGEST_PAGE) {
    const some = ids.slice(from, from + LARGEST_PAGE);
    const deleted = await deletedOf(
      deps,
      scope,
      some.filter(id => own.has(id)),
    );
    for (const id of [...(await deps.takedowns.barred(some)), ...deleted]) barred.add(id);
  }
  return barred;
};
