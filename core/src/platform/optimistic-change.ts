import { ExponentialBackoff, handleType, retry } from 'cockatiel';
import { ConflictError } from './dynamo/store-errors.ts';

/** Enough for twenty writers of one item at once; the test that races them says so. */
const ATTEMPTS = 25;

const losing = retry(handleType(ConflictError), {
  maxAttempts: ATTEMPTS - 1,
  backoff: new ExponentialBackoff({ initialDelay: 5, maxDelay: 400 }),
});

/**
 * Read, change, save, where saving fails with a ConflictError if somebody saved in between: then everything is done again
 * on what they left. `attempt` holds no effect but the save.
 */
export const whileRacing = <T>(attempt: () => Promise<T>): Promise<T> => losing.execute(attempt);
