import * as z from 'zod';
import { dot } from '../../../entities/link/vector.ts';
import type { AnswerCache, CacheRule } from '../../../platform/answer-cache.ts';
import type { CallContext } from '../../../platform/call-gate.ts';
import { done } from '../../../platform/outcome.ts';
import { workThrough } from '../../../platform/work-through.ts';
import { downloadPicture, type DownloadDeps } from '../../acquire/download-picture.ts';
import { mediaAccount } from '../../acquire/media-account.ts';
import { FETCHED_PICTURES, verifyPicture } from '../../acquire/verify-picture.ts';
import type { ImageCandidate } from '../../image-candidate.ts';
import type { ImageTextModel } from './image-text-model.ts';
import { bytesOf, vectorOf } from './vector-text.ts';

export interface LookDeps extends DownloadDeps {
  readonly model: Pick<ImageTextModel, 'name' | 'embedTexts' | 'embedPictures'>;
  /** Keeps the vectors of pictures for everybody. */
  readonly cache: Pick<AnswerCache, 'throughMany'>;
}

/** Previews fetched at the same time. */
const AT_ONCE = 3;

/** A picture whose file changes at its source has another hash or address. */
const KEPT_SECONDS = 7 * 24 * 60 * 60;
/** What could not be looked at, because its server asked to wait, say, is tried again soon. */
const BLIND_SECONDS = 5 * 60;

/** The picture's vector, base64 of 32-bit floats, little-endian; null where it could not be looked at. */
const Looked = z.object({ vector: z.base64().nullable() });
type Looked = z.infer<typeof Looked>;

/** Not under the name of its source: how long that wants its answers kept is no bound for what was seen in a picture. */
const rule = ({ sha1, previewUrl, depicts }: ImageCandidate, model: string): CacheRule<Looked> => ({
  key: ['vectors', model, previewUrl, sha1 ?? ''].join('|'),
  schema: Looked,
  ttlSeconds: KEPT_SECONDS,
  isEmpty: ({ vector }) => vector === null,
  emptyTtlSeconds: BLIND_SECONDS,
  tags: depicts,
});

/** Previews are small on purpose; below this there is nothing to see. */
const PREVIEWS = { ...FETCHED_PICTURES, shortestSide: 32, longestSide: 64 };

/** Looking is a refinement: a preview that cannot be fetched now is not waited for, nor is it a reason against the picture. */
const fetchPreview = async (candidate: ImageCandidate, deps: LookDeps, call: CallContext): Promise<Uint8Array | null> => {
  const downloaded = await downloadPicture(candidate.previewUrl, mediaAccount(candidate.previewUrl, candidate.provider), deps, call);
  if (downloaded.outcome !== 'done') return null;
  const { bytes, mediaType } = downloaded.value;
  const verified = await verifyPicture(bytes, mediaType, PREVIEWS);
  return verified.outcome === 'done' ? bytes : null;
};

const look = async (candidates: readonly ImageCandidate[], deps: LookDeps, call: CallContext): Promise<readonly Looked[]> => {
  const previews = new Map<number, Uint8Array>();
  await workThrough([...candidates.entries()], AT_ONCE, async ([place, candidate]) => {
    const bytes = await fetchPreview(candidate, deps, call);
    if (bytes !== null) previews.set(place, bytes);
  });
  const seen = [...previews.keys()];
  const vectors = await deps.model.embedPictures([...previews.values()]);
  return candidates.map((_, place) => {
    const vector = vectors[seen.indexOf(place)] ?? null;
    return { vector: vector === null ? null : bytesOf(vector) };
  });
};

/**
 * Looks at the previews of candidates, which are fetched unless their vectors are kept.
 * @param candidates whose rights let a model look at them
 * @returns cosine of each picture with the text, −1–1, in their order; null where it could not be looked at
 * @throws AppError `MODEL_UNAVAILABLE`
 */
export const lookAtPictures = async (
  candidates: readonly ImageCandidate[],
  text: string,
  deps: LookDeps,
  call: CallContext,
): Promise<readonly (number | null)[]> => {
  const [name, [asked]] = await Promise.all([deps.model.name(), deps.model.embedTexts([text])]);
  const looked = await deps.cache.throughMany(
    candidates.map(candidate => rule(candidate, name)),
    async places => {
      const unseen = places.flatMap(place => candidates[place] ?? []);
      return done(await look(unseen, deps, call));
    },
  );
  return candidates.map((_, place) => {
    const vector = looked.outcome === 'done' ? (looked.value[place]?.vector ?? null) : null;
    return vector === null || asked === undefined ? null : dot(asked, vectorOf(vector));
  });
};
