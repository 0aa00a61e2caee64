import type { Outcome } from './outcome.ts';

/** Whoever counts the calls: all hosts of Wikimedia share one budget, its media downloads another. */
export type CallAccount = 'wikimedia' | 'wikimedia-media' | 'pexels' | 'unsplash' | 'openverse' | 'pixabay';

/** Who pays for a call and what for; the quota ledger and the logs want to know, the provider does not. */
export interface CallContext {
  readonly workspaceId: string;
  readonly purpose: 'job' | 'interactive' | 'recheck';
  /** `until` of the deferral this call comes back from (ISO 8601): it then keeps its turn. Without it the call is like a new one. */
  readonly waitedUntil?: string;
  /** The call is there to try a key: a breaker that a refused key opened does not stand in its way. */
  readonly triesKey?: boolean;
}

/** What a call taught about the provider; written by the client, read by ledger and breaker. */
export type CallResult =
  /** A usable answer, quota headers as the provider sent them (already parsed and clamped), where it sends any. */
  | { readonly kind: 'answered'; readonly remaining?: number; readonly limit?: number; readonly resetAt?: string }
  /** The provider says we are over quota. `retryAt` (ISO 8601) where it says until when. */
  | { readonly kind: 'over-quota'; readonly retryAt?: string }
  /** It refuses the key itself, and there is no other. */
  | { readonly kind: 'key-invalid' }
  /** It refuses one key, and another is tried next. */
  | { readonly kind: 'key-refused' }
  /** Time-out, connection failure, 5xx: the only kind that counts against it. */
  | { readonly kind: 'unavailable' }
  /** Any other definite answer, such as 400 or 404: neither good nor bad. */
  | { readonly kind: 'refused' };

/**
 * Stands before every call to a provider: quota ledger, parallelism and breaker behind one door.
 * `enter` answers `done` (go), `deferred` (ask again then) or `failed` (`PROVIDER_UNAVAILABLE`, `PROVIDER_KEY_INVALID`).
 * After `done` the caller calls `leave` exactly once; a process killed in between loses its slot, never doubles it.
 */
export interface CallGate {
  enter(account: CallAccount, call: CallContext): Promise<Outcome<CallTicket>>;
}

export interface CallTicket {
  leave(result: CallResult): Promise<void>;
}
