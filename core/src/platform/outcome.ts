/**
 * What a stage or a provider call says when it ends. Outcomes are data, never thrown errors: Step Functions branches on
 * them with `Choice`, which means the same on AWS and on the local emulator, where thrown names cannot be matched.
 */
export type Outcome<T> =
  | { readonly outcome: 'done'; readonly value: T }
  /** Nothing fits, and that is the answer; `why` is shown to the user. */
  | { readonly outcome: 'abstained'; readonly why: string }
  /** Ask again at `until` (ISO 8601): a quota window or an open breaker stands in the way. */
  | { readonly outcome: 'deferred'; readonly until: string; readonly why: string }
  /** `code` is an error code of the catalogue. */
  | { readonly outcome: 'failed'; readonly code: string; readonly why: string };

export const done = <T>(value: T): Outcome<T> => ({ outcome: 'done', value });
export const abstained = (why: string): Outcome<never> => ({ outcome: 'abstained', why });
export const deferred = (until: string, why: string): Outcome<never> => ({ outcome: 'deferred', until, why });
export const failed = (code: string, why: string): Outcome<never> => ({ outcome: 'failed', code, why });
