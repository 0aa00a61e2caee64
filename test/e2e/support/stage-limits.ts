/** More than all tests together make in a minute, few enough to be used up by one that wants to. */
export const OPEN_REQUESTS_PER_MINUTE = 400;

/** Few, so that a test reaches the limit with as many short jobs. */
export const CONCURRENT_JOBS = 3;

const PLENTY = [{ seconds: 60, limit: 100_000 }];

/** Tests share the providers' minutes, and wait for no breaker longer than it takes to see it open. */
export const QUOTA_OVERRIDES = JSON.stringify({
  wikimedia: { windows: PLENTY, openSeconds: 1 },
  'wikimedia-media': { openSeconds: 1 },
  pexels: { windows: PLENTY, openSeconds: 1 },
});
