import { ExponentialBackoff, handleResultType, retry } from 'cockatiel';
import type { CallAccount, CallContext, CallGate, CallResult } from '../../platform/call-gate.ts';
import type { Clock } from '../../platform/clock.ts';
import { deferred, done, failed, type Outcome } from '../../platform/outcome.ts';
import { retryAfter } from '../../platform/provider-http/retry-after.ts';
import { isRefusedWidth } from '../commons/commons-rendition.ts';
import type { Outbound, OutboundClient } from '../outbound/outbound-client.ts';

export interface DownloadDeps {
  readonly outbound: OutboundClient;
  readonly gate: CallGate;
  readonly clock: Clock;
  /** Pause before the second attempt, milliseconds. */
  readonly firstDelayMs?: number;
}

export interface Download {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** Attempts in all; a picture that is gone or too large stays so. */
const ATTEMPTS = 2;
/** After "too many downloads" without a word on how long, milliseconds. */
const UNSTATED_WAIT_MS = 60_000;

/** The ending that is worth another attempt. */
class Unreachable {
  readonly outcome: Outcome<never>;
  constructor(why: string) {
    this.outcome = failed('IMAGE_UNFETCHABLE', why);
  }
}

type Ending = Outcome<Download> | Unreachable;

const isBusy = (answer: Outbound): boolean => answer.kind === 'answered' && (answer.status === 429 || answer.status === 503);

const callResult = (answer: Outbound, refusedWidth: boolean): CallResult => {
  if (answer.kind === 'unreachable') return { kind: 'unavailable' };
  if (answer.kind !== 'answered' || refusedWidth) return { kind: 'refused' };
  if (answer.status === 429) return { kind: 'over-quota' };
  if (answer.status >= 500) return { kind: 'unavailable' };
  return answer.status < 300 ? { kind: 'answered' } : { kind: 'refused' };
};

/** A thumbnail server refuses widths it does not make with 400, 404 or 429: for good, and not because we asked too often. */
const ending = (answer: Outbound, refusedWidth: boolean, now: number): Ending => {
  switch (answer.kind) {
    case 'blocked':
      return failed('IMAGE_BLOCKED_ADDRESS', answer.why);
    case 'too-large':
      return failed('IMAGE_TOO_LARGE', answer.why);
    case 'unreachable':
      return new Unreachable(answer.why);
    case 'answered': {
      if (answer.status >= 200 && answer.status < 300) return done({ bytes: answer.bytes, mediaType: answer.mediaType });
      if (isBusy(answer) && !refusedWidth) {
        const until = retryAfter(answer.retryAfter, now);
        if (until !== null || answer.status === 429)
          return deferred(until ?? new Date(now + UNSTATED_WAIT_MS).toISOString(), 'its server asks to wait');
      }
      return answer.status >= 500
        ? new Unreachable(`its server answered ${answer.status}`)
        : failed('IMAGE_UNFETCHABLE', `its server answered ${answer.status}`);
    }
  }
};

/**
 * Downloads one picture.
 * @param account whose budget downloads count against; null where they are not counted
 */
export const downloadPicture = async (
  address: string,
  account: CallAccount | null,
  deps: DownloadDeps,
  call: CallContext,
): Promise<Outcome<Download>> => {
  const refusedWidth = URL.canParse(address) && isRefusedWidth(new URL(address));
  const attempt = async (): Promise<Ending> => {
    const entered = account === null ? null : await deps.gate.enter(account, call);
    if (entered !== null && entered.outcome !== 'done') return entered;
    const answer = await deps.outbound.get(address);
    await entered?.value.leave(callResult(answer, refusedWidth));
    return ending(answer, refusedWidth, deps.clock());
  };
  const again = retry(handleResultType(Unreachable), {
    maxAttempts: ATTEMPTS - 1,
    backoff: new ExponentialBackoff({ initialDelay: deps.firstDelayMs ?? 500 }),
  });
  const ended = await again.execute(attempt);
  return ended instanceof Unreachable ? ended.outcome : ended;
};
