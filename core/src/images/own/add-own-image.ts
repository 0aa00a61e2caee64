import type { OwnerScope } from '../../accounts/owner-scope.ts';
import { AppError } from '../../errors/app-error.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import type { Clock } from '../../platform/clock.ts';
import { sha256Hex } from '../../platform/digest.ts';
import { LIMITS } from '../../platform/limits.ts';
import { mediaKeys } from '../../platform/object-keys.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import type { Outcome } from '../../platform/outcome.ts';
import { whileRacing } from '../../platform/optimistic-change.ts';
import { allItems } from '../../platform/page.ts';
import type { PictureProcessor, ProcessedPicture } from '../acquire/picture-processor.ts';
import { SHOWN_SIDES, type AcceptedPictures } from '../acquire/verify-picture.ts';
import { storeVariants } from '../acquire/store-variants.ts';
import { ownImageId, type OwnImage } from '../own-image.ts';
import type { OwnImageStore } from '../own-image-store.ts';
import { creditXmp } from '../rights/credit-xmp.ts';
import type { StoredImage } from '../stored-image.ts';
import { ownCandidate, type OwnWords } from './own-candidate.ts';
import type { AnnouncedPicture, OwnUploads, PresignedUpload } from './own-uploads.ts';

/** What every browser and camera makes; TIFF and the rest are for archives. */
export const OWN_PICTURES: AcceptedPictures = {
  types: new Set(['image/jpeg', 'image/png', 'image/webp']),
  pixels: LIMITS.ownPicturePixels.value,
  ...SHOWN_SIDES,
};

const hexOf = (checksum: string): string => Buffer.from(checksum, 'base64').toString('hex');

/** @returns where to send the picture: the key is ours, and asked for again it is the same one */
export const announceOwnImage = async (
  { uploads, clock }: { readonly uploads: OwnUploads; readonly clock: Clock },
  scope: OwnerScope,
  picture: AnnouncedPicture,
): Promise<PresignedUpload & { readonly expiresAt: string }> => {
  if (picture.bytes > LIMITS.ownPictureBytes.value)
    throw new AppError('IMAGE_UPLOAD_TOO_LARGE', { detail: `${picture.bytes} bytes; at most ${LIMITS.ownPictureBytes.value}` });
  const lifeSeconds = LIMITS.presignedMinutes.value * 60;
  const upload = await uploads.presign(mediaKeys.ownUpload(scope, hexOf(picture.checksum)), picture, lifeSeconds);
  return { ...upload, expiresAt: new Date(clock() + lifeSeconds * 1_000).toISOString() };
};

export interface AddOwnImageDeps {
  readonly ownImages: OwnImageStore;
  /** The media bucket. */
  readonly media: Pick<ObjectStore, 'get' | 'put' | 'remove'>;
  readonly process: PictureProcessor;
  readonly clock: Clock;
}

/** What is told of a picture that is not taken, where its owner sent it. */
const REFUSALS: Readonly<Record<string, ErrorCode>> = { IMAGE_TOO_LARGE: 'IMAGE_UPLOAD_TOO_LARGE', IMAGE_BAD_BYTES: 'IMAGE_UNSUPPORTED' };

/** @throws AppError IMAGE_UPLOAD_TOO_LARGE, IMAGE_UNSUPPORTED */
const orRefused = (outcome: Outcome<ProcessedPicture>): ProcessedPicture => {
  if (outcome.outcome === 'done') return outcome.value;
  const code = outcome.outcome === 'failed' ? REFUSALS[outcome.code] : undefined;
  if (code === undefined) throw new AppError('INTERNAL', { internal: outcome.why });
  throw new AppError(code, { detail: `The picture is not taken: ${outcome.why}.` });
};

/** @throws AppError UPLOAD_INCOMPLETE */
const uploadedBytes = async ({ media }: AddOwnImageDeps, key: string, sha256: string): Promise<Uint8Array> => {
  const bytes = await media.get(key);
  if (bytes === null) throw new AppError('UPLOAD_INCOMPLETE', { detail: 'The picture has not arrived.' });
  if (sha256Hex(bytes) !== sha256) throw new AppError('UPLOAD_INCOMPLETE', { detail: 'Its bytes differ from what was announced.' });
  return bytes;
};

const render = async (deps: AddOwnImageDeps, scope: OwnerScope, id: string, bytes: Uint8Array, words: OwnWords): Promise<StoredImage> => {
  // What goes into the files is the same before their pixels are known.
  const credited = ownCandidate(id, words, { mime: '', width: 1, height: 1, bytes: bytes.byteLength });
  const options = { xmp: creditXmp(credited), crops: true, whole: true, thumb: 'whole' } as const;
  const { variants, perceptualHash, thumbhash, mime, width, height } = orRefused(await deps.process(bytes, '', options));
  const original = { bytes: bytes.byteLength, mime, width, height };
  return {
    schemaVersion: 1,
    id,
    candidate: ownCandidate(id, words, original),
    variants: await storeVariants(variants, (file, extension) => mediaKeys.ownImage(scope, id, file, extension), deps.media),
    perceptualHash,
    thumbhash,
    fetchedAt: new Date(deps.clock()).toISOString(),
    original,
  };
};

const isSaid = ({ image: { candidate } }: OwnImage, { title, credit }: OwnWords): boolean =>
  candidate.title === title && (candidate.author?.name ?? null) === credit;

/** Pictures that may come beyond the limit, where several are added at once. */
const LARGEST_RACE = 100;

/** @throws AppError CONFLICT, BAD_REQUEST where it cannot be added now */
const assertAddable = async ({ ownImages }: AddOwnImageDeps, scope: OwnerScope, known: OwnImage | null): Promise<void> => {
  if (known?.state === 'going') throw new AppError('CONFLICT', { detail: 'This picture is just being deleted. Try again in a minute.' });
  if (known !== null) return;
  const most = LIMITS.ownPictures.value;
  const all = await allItems(page => ownImages.list(scope, page), most + LARGEST_RACE);
  if (all.length >= most) throw new AppError('BAD_REQUEST', { detail: `A workspace keeps at most ${most} pictures. Delete some first.` });
};

/**
 * Takes a picture that was sent into the workspace's own: verifies it by its bytes, renders its files, then keeps its row. The
 * original is not kept, as it may tell where and when it was taken. Done twice, or killed halfway and done again, it is one
 * picture; said of anew, the newest words count.
 * @param given.checksum as it was announced
 * @throws AppError UPLOAD_INCOMPLETE, IMAGE_UNSUPPORTED, IMAGE_UPLOAD_TOO_LARGE, CONFLICT, BAD_REQUEST
 */
export const addOwnImage = async (
  deps: AddOwnImageDeps,
  scope: OwnerScope,
  { checksum, ...words }: OwnWords & { readonly checksum: string },
): Promise<StoredImage> => {
  const { ownImages, media, clock } = deps;
  const sha256 = hexOf(checksum);
  const id = ownImageId(scope, sha256);
  const known = await ownImages.find(scope, id);
  await assertAddable(deps, scope, known);
  if (known !== null && isSaid(known, words)) return known.image;
  const key = mediaKeys.ownUpload(scope, sha256);
  const image = await render(deps, scope, id, await uploadedBytes(deps, key, sha256), words);
  const added = { schemaVersion: 1, workspaceId: scope.workspaceId, image, addedBy: scope.principalId } as const;
  await whileRacing(async () => {
    const before = await ownImages.find(scope, id);
    await assertAddable(deps, scope, before);
    // Deleted meanwhile, and maybe with the files that were just written.
    if (known !== null && before === null) throw new AppError('CONFLICT');
    const version = (before?.version ?? 0) + 1;
    await ownImages.save(scope, { ...added, addedAt: new Date(clock()).toISOString(), version, state: 'kept' });
  });
  await media.remove(key);
  return image;
};
