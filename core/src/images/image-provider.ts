import type { EnrichedEntity } from '../entities/entity.ts';
import type { CallContext } from '../platform/call-gate.ts';
import type { Outcome } from '../platform/outcome.ts';
import type { ImageCandidate, RefusedImage } from './image-candidate.ts';
import type { ProviderId } from './rights-record.ts';

export interface ImageRequest {
  readonly entity: EnrichedEntity;
  /** Shape of the place the picture goes to. */
  readonly orientation: 'landscape' | 'portrait' | 'square';
  /** How many candidates are worth having. */
  readonly limit: number;
}

export interface ImageAnswer {
  readonly candidates: readonly ImageCandidate[];
  readonly refused: readonly RefusedImage[];
}

/** A place pictures come from. Every implementation passes the suite in `testing/image-provider-contract.ts`. */
export interface ImageProvider {
  readonly id: ProviderId;
  /** Metadata and preview addresses only. `failed` and `deferred` are answers, not exceptions. */
  search(request: ImageRequest, call: CallContext): Promise<Outcome<ImageAnswer>>;
  /** Whether the file is still there and still free; used before download and by the scheduled re-check. */
  check(candidate: ImageCandidate, call: CallContext): Promise<Outcome<ImageCandidate>>;
  /** Tells the provider that a picture is used, where it asks for that; otherwise does nothing. */
  reportUse(candidate: ImageCandidate, call: CallContext): Promise<Outcome<null>>;
}
