/** Longest wait believed, milliseconds: a day. Anything longer is a broken clock or a broken proxy. */
const LONGEST = 24 * 60 * 60 * 1_000;

/**
 * @param header value of `Retry-After`: seconds, or an HTTP date
 * @param now milliseconds since 1970
 * @returns ISO 8601, or null where the header is absent or makes no sense
 */
export const retryAfter = (header: string | null, now: number): string | null => {
  const value = header?.trim() ?? '';
  if (value === '') return null;
  const wait = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isFinite(wait) && wait <= LONGEST ? new Date(now + Math.max(0, wait)).toISOString() : null;
};
