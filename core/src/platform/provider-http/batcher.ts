import { done, failed, type Outcome } from '../outcome.ts';

/** How long the first of a batch waits for company, milliseconds: about a read of the cache, which is what the others do meanwhile. */
const COMPANY_MS = 10;

interface Waiting<Key, Value> {
  readonly key: Key;
  readonly resolve: (outcome: Outcome<Value>) => void;
  readonly reject: (error: unknown) => void;
}

const outcomeFor = <Key, Value>(key: Key, fetched: Outcome<ReadonlyMap<Key, Value>>): Outcome<Value> => {
  if (fetched.outcome !== 'done') return fetched;
  const value = fetched.value.get(key);
  return value === undefined ? failed('PROVIDER_BAD_ANSWER', 'an answer lacks what was asked for') : done(value);
};

/**
 * Joins single questions into one call. Nobody waits for a question that may never come: a full batch goes at once, any
 * other after a moment.
 * @param size most keys of one call
 */
export const createBatcher = <Key, Value>(
  size: number,
  fetchBatch: (keys: readonly Key[]) => Promise<Outcome<ReadonlyMap<Key, Value>>>,
): ((key: Key) => Promise<Outcome<Value>>) => {
  let waiting: Waiting<Key, Value>[] = [];
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    fetchBatch(batch.map(({ key }) => key)).then(
      fetched => batch.forEach(({ key, resolve }) => resolve(outcomeFor(key, fetched))),
      (error: unknown) => batch.forEach(({ reject }) => reject(error)),
    );
  };

  return key =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (waiting.length >= size) flush();
      else timer ??= setTimeout(flush, COMPANY_MS);
    });
};
