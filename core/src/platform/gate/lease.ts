/** Digits of a time in milliseconds until the year 2286: leases compare as text in DynamoDB's conditions. */
const DIGITS = 13;

const digits = (ms: number): string => String(Math.floor(ms)).padStart(DIGITS, '0');

/** @returns a lease as it is stored: `<end>#<holder>` */
export const newLease = (untilMs: number, holder: string): string => `${digits(untilMs)}#${holder}`;

/** Every lease that has ended by `nowMs` is less than this, every other is more. */
export const endedBefore = (nowMs: number): string => digits(nowMs);

export const hasEnded = (lease: string | null, nowMs: number): boolean => lease === null || lease < endedBefore(nowMs);

/** When the lease ends. */
export const leaseEndMs = (lease: string): number => Number(lease.slice(0, DIGITS));
