/**
 * Providers that say "over quota" without saying until when count by windows of the clock: the next one begins here.
 * @param windowMs length of the window, milliseconds
 * @returns ISO 8601
 */
export const nextWindow = (now: number, windowMs: number): string => new Date((Math.floor(now / windowMs) + 1) * windowMs).toISOString();

/** Largest allowance believed. Unsplash has answered with values in the ten millions, which are no quota at all. */
const LARGEST = 1_000_000;

/** @returns the header's count of calls, or undefined where it is absent or absurd */
export const quotaCount = (header: string | null): number | undefined => {
  const value = header?.trim() ?? '';
  const count = /^\d+$/.test(value) ? Number(value) : undefined;
  return count !== undefined && count <= LARGEST ? count : undefined;
};
