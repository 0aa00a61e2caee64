import type { EnrichedEntity } from '../entities/entity.ts';
import type { CallContext } from '../platform/call-gate.ts';
import type { Outcome } from '../platform/outcome.ts';
import type { ImageCandidate, Origin, RefusedImage } from './image-candidate.ts';
import type { ProviderId, RightsRecord } from './rights-record.ts';

export interface ImageRequest {
  readonly entity: EnrichedEntity;
  /** Shape of the place the picture goes to. */
  readonly orientation: 'landscape' | 'portrait' | 'square';
  /** How many candidates are worth having. */
  readonly limit: number;
}

/** Why something was not asked or not answered: a code of the catalogue, and the sentence for people. */
export interface Incomplete {
  readonly code: string;
  readonly why: string;
  /** ISO 8601: when it could be asked again, where that is known. */
  readonly until?: string;
}

/** @returns why an outcome has no value */
export const reasonOf = (outcome: Exclude<Outcome<unknown>, { outcome: 'done' }>): Incomplete => {
  switch (outcome.outcome) {
    case 'abstained':
      return { code: 'NOT_FOUND', why: outcome.why };
    case 'deferred':
      return { code: 'PROVIDER_OVER_QUOTA', why: outcome.why, until: outcome.until };
    case 'failed':
      return { code: outcome.code, why: outcome.why };
  }
};

export interface ImageAnswer {
  readonly candidates: readonly ImageCandidate[];
  readonly refused: readonly RefusedImage[];
  /** Set where the provider was asked in several steps and a later one failed. */
  readonly incomplete?: Incomplete;
}

/** A place pictures come from. Every implementation passes the suite in `testing/image-provider-contract.ts`. */
export interface ImageProvider {
  readonly id: ProviderId;
  /** What its pictures can be; it is not asked where none of these may serve. */
  readonly origins: readonly Origin[];
  /** What may be done with all of its pictures; null where each has a licence of its own. A policy against it is a reason not to ask. */
  readonly rights: RightsRecord | null;
  /** Where licences are given picture by picture and may change: then a chosen one is looked at again before it is fetched. */
  readonly checksBeforeUse: boolean;
  /** Asks at once for what the searches for these would ask one by one, where it can; what comes of it is kept for them. */
  prepare?(entities: readonly EnrichedEntity[], call: CallContext): Promise<void>;
  /** Metadata and preview addresses only. `failed` and `deferred` are answers, not exceptions. */
  search(request: ImageRequest, call: CallContext): Promise<Outcome<ImageAnswer>>;
  /**
   * Whether the file is still there and still free; used before download and by the scheduled re-check. `done` with the
   * candidate as it is today, `abstained` where it is gone or no longer free.
   */
  check(candidate: ImageCandidate, call: CallContext): Promise<Outcome<ImageCandidate>>;
  /** Tells the provider that a picture is used, where it asks for that; otherwise does nothing. */
  reportUse(used: Pick<ImageCandidate, 'useReportUrl'>, call: CallContext): Promise<Outcome<null>>;
}
