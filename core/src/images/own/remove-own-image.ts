import { OwnerScope } from '../../accounts/owner-scope.ts';
import { type GlossaryStore, wholeGlossary } from '../../entities/glossary-store.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import { whileRacing } from '../../platform/optimistic-change.ts';
import type { OwnImage } from '../own-image.ts';
import type { OwnImageStore } from '../own-image-store.ts';
import { dropEverywhere, type DropEverywhereDeps } from '../upkeep/drop-everywhere.ts';

export interface BeginRemovalDeps {
  readonly ownImages: OwnImageStore;
  readonly glossary: GlossaryStore;
  readonly clock: Clock;
}

/** Names that were shown by it are recognised as others are, from the next job on. */
const forgetNames = async ({ glossary }: BeginRemovalDeps, scope: OwnerScope, imageId: string): Promise<void> => {
  const entries = await wholeGlossary(glossary, scope);
  for (const entry of entries) if (entry.action === 'picture' && entry.imageId === imageId) await glossary.remove(scope, entry.id);
};

/**
 * From here on the picture is shown nowhere. What is there already is removed by `finishRemoval`.
 * @throws AppError NOT_FOUND where the workspace has no such picture
 */
export const beginRemoval = async (deps: BeginRemovalDeps, scope: OwnerScope, imageId: string): Promise<void> => {
  const { ownImages, clock } = deps;
  const kept = async () => {
    const own = await ownImages.find(scope, imageId);
    if (own?.state !== 'kept') throw new AppError('NOT_FOUND');
    return own;
  };
  await kept();
  // First, so that a process that is killed leaves a picture that can be deleted again.
  await forgetNames(deps, scope, imageId);
  await whileRacing(async () => {
    const own = await kept();
    await ownImages.save(scope, { ...own, state: 'going', since: new Date(clock()).toISOString(), version: own.version + 1 });
  });
};

export interface FinishRemovalDeps extends DropEverywhereDeps {
  readonly ownImages: OwnImageStore;
  /** The media bucket. */
  readonly media: Pick<ObjectStore, 'purge'>;
}

/** Removes files, then the picture from every project, then its row: until then whoever comes later goes on with it. */
export const finishRemoval = async (deps: FinishRemovalDeps, { workspaceId, image }: OwnImage): Promise<void> => {
  const scope = OwnerScope.fromMessage({ workspaceId, principalId: 'upkeep', role: 'admin' });
  for (const key of new Set(image.variants.map(variant => variant.key))) await deps.media.purge(key);
  await dropEverywhere(deps, image.id, () => Promise.resolve());
  await deps.ownImages.remove(scope, image.id);
};
