/** The SDK wraps causes no deeper than this. */
const DEEPEST_CAUSE = 5;

const isOfSdk = (error: Error): error is Error & { readonly $fault?: unknown; readonly $retryable?: { readonly throttling?: unknown } } =>
  '$metadata' in error;

/**
 * @returns whether a service of AWS did not answer, or asked for a slower pace, and the client's own retries are used up;
 * a request it calls wrong or forbidden is a defect of ours
 */
export const isOutage = (error: unknown): boolean => {
  let current = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && current instanceof Error; depth += 1, current = current.cause) {
    if (isOfSdk(current)) return current.$fault !== 'client' || current.$retryable?.throttling === true;
  }
  return false;
};
