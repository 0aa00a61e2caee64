import { setTimeout as sleep } from 'node:timers/promises';

/** A stage that is being deployed, or is busy, is back within this. */
const MOST_TRIES = 7;
const FIRST_WAIT_MS = 250;
/** Longer than any stage asks for: windows are a minute. */
const LONGEST_WAIT_MS = 61_000;

/** Gateways that reach nobody, and those that are asked too much; they do not say whether the call was begun. */
const PASSING = new Set([429, 502, 503, 504]);

const waitMs = (answer: Response | null, tries: number): number => {
  const asked = Number(answer?.headers.get('retry-after') ?? Number.NaN) * 1_000;
  return Number.isFinite(asked) ? Math.min(asked, LONGEST_WAIT_MS) : FIRST_WAIT_MS * 2 ** tries;
};

/** Whether a call may be made again: reading always, anything else only where it was turned away at the door, which says for how long. */
const mayRepeat = (method: string, answer: Response | null): boolean => {
  if (method === 'GET') return answer === null || PASSING.has(answer.status);
  return answer?.status === 429 && answer.headers.has('retry-after');
};

/**
 * Redirects are followed by hand: the address they lead to is signed, and must not be sent our token even where it has the
 * same origin.
 */
const following = async (request: Request): Promise<Response> => {
  const answer = await fetch(request, { redirect: 'manual' });
  const location = answer.headers.get('location');
  return answer.status === 307 && location !== null ? fetch(location) : answer;
};

/**
 * As `fetch`, for a stage that may be busy or restarted while a long job is followed.
 * @param pause waits; another one in tests
 */
export const patientFetch =
  (pause: (milliseconds: number) => Promise<unknown> = sleep): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    for (let tries = 0; ; tries += 1) {
      let thrown: unknown;
      const answer = await following(request.clone()).catch((error: unknown) => {
        thrown = error;
        return null;
      });
      if (tries + 1 < MOST_TRIES && mayRepeat(request.method, answer)) {
        await answer?.body?.cancel();
        await pause(waitMs(answer, tries));
        continue;
      }
      if (answer === null) throw thrown;
      return answer;
    }
  };
