import type { CacheInvalidation } from '../../platform/answer-cache.ts';
import type { Clock } from '../../platform/clock.ts';
import { NotFoundError } from '../../platform/dynamo/store-errors.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import { whileRacing } from '../../platform/optimistic-change.ts';
import type { PlainText } from '../../platform/plain-text.ts';
import type { ImageCandidate } from '../image-candidate.ts';
import type { StoredImageStore } from '../stored-image-store.ts';
import type { StoredImage } from '../stored-image.ts';
import type { TakedownStore } from '../takedown-store.ts';
import type { Takedown } from '../takedown.ts';
import { dropEverywhere, type DropEverywhereDeps } from './drop-everywhere.ts';

export interface BeginTakedownDeps {
  readonly takedowns: TakedownStore;
  readonly images: Pick<StoredImageStore, 'getMany'>;
  readonly clock: Clock;
}

/**
 * Bars a picture: nothing chooses, fetches or publishes it from here on. What is there already is removed by `finishTakedown`.
 * @returns the takedown there is; asked for again it is the first one
 * @throws NotFoundError for a picture nobody knows
 */
export const beginTakedown = async (
  { takedowns, images, clock }: BeginTakedownDeps,
  imageId: string,
  { reason, requestedBy }: { readonly reason: PlainText; readonly requestedBy: string },
): Promise<Takedown> => {
  const known = await takedowns.find(imageId);
  if (known !== null) return known;
  const [image] = await images.getMany([imageId]);
  if (image === undefined) throw new NotFoundError(`image ${imageId}`);
  return takedowns.begin({
    schemaVersion: 1,
    imageId,
    candidateId: image.candidate.id,
    pageUrl: image.candidate.pageUrl,
    reason,
    requestedBy,
    requestedAt: new Date(clock()).toISOString(),
    state: 'under-way',
    projects: 0,
    cues: 0,
    doneAt: null,
    version: 1,
  });
};

export interface FinishTakedownDeps extends BeginTakedownDeps, DropEverywhereDeps {
  readonly images: StoredImageStore;
  /** The catalogue bucket. */
  readonly objects: ObjectStore;
  readonly cache: CacheInvalidation;
}

/** Kept answers hold its description and the address of its preview. */
const forgetAnswers = async (cache: CacheInvalidation, { depicts, provider }: ImageCandidate): Promise<void> => {
  if (depicts.length === 0) await cache.invalidate({ kind: 'provider', provider });
  for (const qid of depicts) await cache.invalidate({ kind: 'entity', qid });
};

const removePicture = async ({ objects, images, cache }: FinishTakedownDeps, { id, variants, candidate }: StoredImage): Promise<void> => {
  for (const key of new Set(variants.map(variant => variant.key))) await objects.purge(key);
  await forgetAnswers(cache, candidate);
  await images.remove(id);
};

/** Notes how far it has come, whoever else is at it. */
const note = ({ takedowns }: FinishTakedownDeps, imageId: string, change: (takedown: Takedown) => Takedown): Promise<Takedown> =>
  whileRacing(async () => {
    const before = await takedowns.find(imageId);
    if (before === null) throw new NotFoundError(`takedown of ${imageId}`);
    const changed = change(before);
    if (changed === before) return before;
    const after = { ...changed, version: before.version + 1 };
    await takedowns.save(after);
    return after;
  });

/**
 * Removes files, catalogue entry and kept answers, then takes the picture out of every project. A process that is killed
 * leaves it to the next one to go on; done twice, or by two processes at once, it changes nothing more and counts nothing twice.
 */
export const finishTakedown = async (deps: FinishTakedownDeps, { imageId }: Takedown): Promise<Takedown> => {
  const [image] = await deps.images.getMany([imageId]);
  if (image !== undefined) await removePicture(deps, image);
  await dropEverywhere(deps, imageId, async cues => {
    await note(deps, imageId, before => ({ ...before, projects: before.projects + 1, cues: before.cues + cues }));
  });
  const doneAt = new Date(deps.clock()).toISOString();
  return note(deps, imageId, before => (before.state === 'done' ? before : { ...before, state: 'done', doneAt }));
};
