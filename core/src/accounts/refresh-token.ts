import { EncryptJWT, errors, jwtDecrypt, type JWTPayload } from 'jose';
import * as z from 'zod';
import { AppError } from '../errors/app-error.ts';
import { LIMITS } from '../platform/limits.ts';

const Claims = z.object({ userId: z.string(), sessionId: z.string(), generation: z.int().nonnegative(), pool: z.string() });

/** What our refresh token holds. It is encrypted, so the pool's own token is stored nowhere and shown to nobody. */
export type RefreshClaims = z.infer<typeof Claims>;

/** As long as the user pool keeps its refresh tokens. */
export const REFRESH_DAYS = LIMITS.sessionDays.value;

const AUDIENCE = 'cutaway-refresh';

/** @param key 32 bytes @returns an opaque token for the client */
export const sealRefreshToken = (claims: RefreshClaims, key: Uint8Array, nowMs: number): Promise<string> => {
  const issuedAt = Math.floor(nowMs / 1_000);
  return new EncryptJWT({ ...claims })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + REFRESH_DAYS * 86_400)
    .encrypt(key);
};

/** @returns null where it was not sealed with this key */
const opened = async (token: string, key: Uint8Array, nowMs: number): Promise<JWTPayload | null> => {
  try {
    return (await jwtDecrypt(token, key, { audience: AUDIENCE, currentDate: new Date(nowMs) })).payload;
  } catch (error) {
    if (error instanceof errors.JWEDecryptionFailed) return null;
    throw error;
  }
};

/** @param keys every one that may have sealed it @throws AppError SESSION_ENDED for anything that is not a token of ours or has expired */
export const openRefreshToken = async (token: string, keys: readonly Uint8Array[], nowMs: number): Promise<RefreshClaims> => {
  try {
    for (const key of keys) {
      const payload = await opened(token, key, nowMs);
      if (payload !== null) return Claims.parse(payload);
    }
    throw new AppError('SESSION_ENDED', { internal: 'no key of ours opens the token' });
  } catch (cause) {
    if (cause instanceof errors.JOSEError || cause instanceof z.ZodError) throw new AppError('SESSION_ENDED', { cause });
    throw cause;
  }
};
