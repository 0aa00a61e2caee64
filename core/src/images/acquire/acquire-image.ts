import * as z from 'zod';
import type { AnswerCache, CacheRule } from '../../platform/answer-cache.ts';
import { abstained, done, failed, type Outcome } from '../../platform/outcome.ts';
import { ImageCandidate } from '../image-candidate.ts';
import type { ImageProvider } from '../image-provider.ts';
import { decideRights } from '../rights/decide-rights.ts';
import type { StoredImage } from '../stored-image.ts';
import { fetchPicture, isBarred, TAKEN_DOWN, type FetchContext, type FetchDeps, type FetchedPicture } from './fetch-picture.ts';

export interface AcquireDeps extends FetchDeps {
  readonly providers: readonly ImageProvider[];
  /** Remembers which candidate gave which picture. */
  readonly cache: Pick<AnswerCache, 'throughMany'>;
}

/** What came of a candidate the last time it was fetched: the picture, and the candidate as its check found it. */
const Fetched = z.object({ imageId: z.string().regex(/^[0-9a-f]{64}$/), candidate: ImageCandidate });
type Fetched = z.infer<typeof Fetched>;

/** For so long nobody looks again whether a picture in the catalogue is still there and still free. */
const KNOWN_SECONDS = 24 * 60 * 60;

/** A file that is replaced at its source has another hash there; other sources never replace one. */
const fetchedRule = ({ provider, id, sha1, depicts }: ImageCandidate): CacheRule<Fetched> => ({
  key: [provider, 'picture', id, sha1 ?? ''].join('|'),
  schema: Fetched,
  ttlSeconds: KNOWN_SECONDS,
  tags: depicts,
});

/** @returns the picture as the catalogue has it; null where it has left it, or its source has raised doubts since */
const fromCatalogue = async (
  { imageId, candidate }: Fetched,
  deps: AcquireDeps,
  { policy }: FetchContext,
): Promise<Outcome<StoredImage> | null> => {
  const rights = decideRights(candidate, policy);
  if (!rights.allowed) return abstained(rights.why);
  if (await isBarred([imageId], deps)) return TAKEN_DOWN;
  const entry = await deps.images.reuse(imageId);
  return entry === null || entry.suspectSince !== null ? null : done(entry.image);
};

/**
 * Brings a chosen picture into the catalogue. One that came there a short while ago is taken from it, and no provider is asked.
 * @returns `abstained` or `failed` with an `IMAGE_*` code where the runner-up should take its place; `deferred` where asking
 * again later helps
 */
export const acquireImage = async (chosen: ImageCandidate, deps: AcquireDeps, context: FetchContext): Promise<Outcome<StoredImage>> => {
  const provider = deps.providers.find(({ id }) => id === chosen.provider);
  if (provider === undefined) return failed('PROVIDER_UNAVAILABLE', `${chosen.provider} is switched off`);
  if (await isBarred([chosen.id], deps)) return TAKEN_DOWN;
  const fetch = (): Promise<Outcome<FetchedPicture>> => fetchPicture(chosen, provider, deps, context);
  const fresh: StoredImage[] = [];
  // Refusals are not kept: whether a licence will do is for each workspace to say.
  const answered = await deps.cache.throughMany([fetchedRule(chosen)], async () => {
    const outcome = await fetch();
    if (outcome.outcome !== 'done') return outcome;
    const { image, candidate } = outcome.value;
    fresh.push(image);
    return done([{ imageId: image.id, candidate }]);
  });
  if (answered.outcome !== 'done') return answered;
  const [image] = fresh;
  if (image !== undefined) return done(image);
  const [known] = answered.value;
  const kept = known === undefined ? null : await fromCatalogue(known, deps, context);
  if (kept !== null) return kept;
  const again = await fetch();
  return again.outcome === 'done' ? done(again.value.image) : again;
};
