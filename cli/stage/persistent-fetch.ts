import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** A gateway or a part of the service that does not answer. */
const NO_ANSWER: readonly number[] = [502, 503, 504];
/** With a time to come back at: too many calls, or a first attempt that is still under way. Without one it is a refusal. */
const LATER: readonly number[] = [409, 429];

/** A function that is killed answers with the gateway's own words; ours are problems, and stay what they are. */
const isGatewaysOwn = (answer: Response): boolean =>
  answer.status === 500 && answer.headers.get('content-type')?.startsWith('application/problem+json') !== true;

const isWorthAnother = (answer: Response): boolean =>
  NO_ANSWER.includes(answer.status) || isGatewaysOwn(answer) || (LATER.includes(answer.status) && answer.headers.has('retry-after'));

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/** Longer than the stage holds a key for an attempt that was killed (the limit of a function's call, 15 s) and its next minute's allowance. */
const PATIENCE_MS = 75_000;

const waitOf = (answer: Response | null, attempt: number): number => {
  const asked = Number(answer?.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(asked) ? asked * 1_000 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
};

/**
 * Asks again where nobody answered or the answer says "not now". Every POST carries a key, so that what an earlier attempt
 * has made is found by the next and not made twice.
 * @param once one attempt
 */
export const persistentFetch =
  (once: (request: Request) => Promise<Response>, patienceMs = PATIENCE_MS): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    if (request.method === 'POST' && !request.headers.has('idempotency-key')) request.headers.set('idempotency-key', randomUUID());
    const deadline = Date.now() + patienceMs;
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await once(request.clone()).then(
        answer => ({ answer }),
        (error: unknown) => ({ error }),
      );
      const answer = 'answer' in outcome ? outcome.answer : null;
      const waitMs = waitOf(answer, attempt);
      const isLast = Date.now() + waitMs > deadline;
      if (answer !== null && (isLast || !isWorthAnother(answer))) return answer;
      if ('error' in outcome && isLast) throw outcome.error;
      await answer?.body?.cancel();
      await sleep(waitMs);
    }
  };
