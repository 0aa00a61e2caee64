import { AppError } from '../errors/app-error.ts';

/** @returns the entity tag of a stored thing's version, as `ETag` carries it */
export const etagOf = (version: number): string => `"v${version}"`;

/**
 * @param header value of `If-Match`; several tags and `*` are not taken, because an edit is made against one version
 * @throws AppError PRECONDITION_REQUIRED without one, PRECONDITION_FAILED for one that was never ours
 */
export const versionOf = (header: string | undefined): number => {
  if (header === undefined || header.trim() === '') throw new AppError('PRECONDITION_REQUIRED');
  const digits = /^"v([1-9]\d{0,14})"$/.exec(header.trim())?.[1];
  if (digits === undefined) throw new AppError('PRECONDITION_FAILED', { internal: 'If-Match is not a tag of ours' });
  return Number(digits);
};
