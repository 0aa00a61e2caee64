import { createHash } from 'node:crypto';
import type { CallContext } from '../../platform/call-gate.ts';
import { catalogueKeys } from '../../platform/object-keys.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import { abstained, done, type Outcome } from '../../platform/outcome.ts';
import type { ImageCandidate } from '../image-candidate.ts';
import type { ImageProvider } from '../image-provider.ts';
import { creditXmp } from '../rights/credit-xmp.ts';
import { decideRights } from '../rights/decide-rights.ts';
import type { RightsPolicy } from '../rights-record.ts';
import type { StoredImageStore } from '../stored-image-store.ts';
import type { TakedownStore } from '../takedown-store.ts';
import type { ImageVariant, StoredImage } from '../stored-image.ts';
import { downloadPicture, type Download, type DownloadDeps } from './download-picture.ts';
import { mediaAccount } from './media-account.ts';
import type { PictureProcessor, ProcessedPicture } from './picture-processor.ts';
import type { RenderOptions } from './render-picture.ts';
import { storeVariants } from './store-variants.ts';

export interface FetchDeps extends DownloadDeps {
  readonly process: PictureProcessor;
  /** The catalogue bucket. */
  readonly objects: ObjectStore;
  readonly images: Pick<StoredImageStore, 'put' | 'reuse'>;
  readonly takedowns: Pick<TakedownStore, 'barred'>;
}

/** For whom, and under which policy: a licence may have changed since the search. */
export interface FetchContext extends CallContext {
  readonly policy: RightsPolicy;
}

/** A picture of the catalogue, and the candidate that it was fetched for as its check found it. */
export interface FetchedPicture {
  readonly image: StoredImage;
  readonly candidate: ImageCandidate;
}

export const TAKEN_DOWN = abstained('it was taken down');

/** @param ids of pictures and of candidates @returns whether one of them was taken down */
export const isBarred = async (ids: readonly string[], { takedowns }: Pick<FetchDeps, 'takedowns'>): Promise<boolean> =>
  (await takedowns.barred(ids)).size > 0;

const renderOptions = ({ rights, property, ...candidate }: ImageCandidate): RenderOptions => {
  const isMark = property === 'P154' || property === 'P41';
  const alteredOnly = rights.display === 'derivative-only';
  return {
    xmp: creditXmp(candidate),
    crops: rights.derivatives && (!isMark || alteredOnly),
    whole: !alteredOnly,
    // Thumbs go along with exports, which are handed on.
    thumb: rights.redistribute || !rights.derivatives ? 'whole' : 'crop',
  };
};

const storedImage = (
  id: string,
  candidate: ImageCandidate,
  download: Download,
  picture: ProcessedPicture,
  variants: ImageVariant[],
  now: number,
): StoredImage => ({
  schemaVersion: 1,
  id,
  candidate,
  variants,
  perceptualHash: picture.perceptualHash,
  thumbhash: picture.thumbhash,
  fetchedAt: new Date(now).toISOString(),
  original: { bytes: download.bytes.byteLength, mime: picture.mime, width: picture.width, height: picture.height },
});

/** What a provider said within the hour needs no second look: a file that is gone since cannot be downloaded. */
const FRESH_MS = 60 * 60 * 1_000;

const isFresh = ({ seenAt }: ImageCandidate, nowMs: number): boolean => seenAt !== undefined && nowMs - Date.parse(seenAt) < FRESH_MS;

/**
 * Looks again whether a picture may be used, downloads, verifies, renders, stores files, then the record. Its id is the
 * SHA-256 of the downloaded bytes: done twice, or by two workers at once, it is stored once.
 * @returns what `acquireImage` does
 */
export const fetchPicture = async (
  chosen: ImageCandidate,
  provider: ImageProvider,
  deps: FetchDeps,
  { policy, ...call }: FetchContext,
): Promise<Outcome<FetchedPicture>> => {
  const isDue = provider.checksBeforeUse && !isFresh(chosen, deps.clock());
  const checked = isDue ? await provider.check(chosen, call) : done(chosen);
  if (checked.outcome !== 'done') return checked;
  const candidate = checked.value;
  const rights = decideRights(candidate, policy);
  if (!rights.allowed) return abstained(rights.why);
  const downloaded = await downloadPicture(candidate.downloadUrl, mediaAccount(candidate.downloadUrl, candidate.provider), deps, call);
  if (downloaded.outcome !== 'done') return downloaded;
  const { bytes, mediaType } = downloaded.value;
  const id = createHash('sha256').update(bytes).digest('hex');
  if (await isBarred([id], deps)) return TAKEN_DOWN;
  const known = await deps.images.reuse(id);
  if (known !== null) return done({ image: known.image, candidate });
  const processed = await deps.process(bytes, mediaType, renderOptions(candidate));
  if (processed.outcome !== 'done') return processed;
  const variants = await storeVariants(
    processed.value.variants,
    (file, extension) => catalogueKeys.variant(id, file, extension),
    deps.objects,
  );
  const image = await deps.images.put(storedImage(id, candidate, downloaded.value, processed.value, variants, deps.clock()));
  return done({ image, candidate });
};
