/** More than all tests together make in a minute, few enough to be used up by one that wants to. */
export const OPEN_REQUESTS_PER_MINUTE = 400;

/** Few, so that a test reaches the limit with as many short jobs. */
export const CONCURRENT_JOBS = 3;
