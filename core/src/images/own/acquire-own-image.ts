import type { OwnerScope } from '../../accounts/owner-scope.ts';
import { abstained, done, type Outcome } from '../../platform/outcome.ts';
import type { ImageCandidate } from '../image-candidate.ts';
import { keptImage } from '../own-image.ts';
import type { OwnImageStore } from '../own-image-store.ts';
import { decideRights } from '../rights/decide-rights.ts';
import type { RightsPolicy } from '../rights-record.ts';
import type { StoredImage } from '../stored-image.ts';
import { ownImageOf } from './own-candidate.ts';

interface Chosen {
  readonly scope: OwnerScope;
  readonly policy: RightsPolicy;
}

const ownImage = async (
  ownImages: Pick<OwnImageStore, 'find'>,
  imageId: string,
  { scope, policy }: Chosen,
): Promise<Outcome<StoredImage>> => {
  const image = keptImage(await ownImages.find(scope, imageId));
  if (image === null) return abstained('it was deleted');
  const rights = decideRights(image.candidate, policy);
  return rights.allowed ? done(image) : abstained(rights.why);
};

/**
 * Brings a chosen picture to where it is shown from. The workspace's own is there already.
 * @param fetch for pictures of others
 */
export const acquireChosen = (
  candidate: ImageCandidate,
  { ownImages, fetch }: { readonly ownImages: Pick<OwnImageStore, 'find'>; readonly fetch: () => Promise<Outcome<StoredImage>> },
  chosen: Chosen,
): Promise<Outcome<StoredImage>> => {
  const own = ownImageOf(candidate);
  return own === null ? fetch() : ownImage(ownImages, own, chosen);
};
