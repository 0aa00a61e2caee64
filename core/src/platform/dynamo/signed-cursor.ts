import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '../../errors/app-error.ts';
import type { Clock } from '../clock.ts';

/** What a cursor is good for: one list of one owner. Used with another, it is refused. */
export interface CursorPurpose {
  readonly workspaceId: string;
  /** Names the list and everything that narrows it, for example `jobs of prj_…`. */
  readonly list: string;
}

/** Turns a position of the database into an opaque string that only we can have made, and back. */
export interface CursorCodec {
  seal(purpose: CursorPurpose, position: string): string;
  /** @throws AppError BAD_REQUEST for a cursor that is not ours, has expired, or belongs to another list or owner */
  open(purpose: CursorPurpose, cursor: string): string;
}

export interface CursorOptions {
  /** At least 32 bytes each. The first signs; all are accepted, so that a key can be replaced while its cursors are about. */
  readonly keys: () => readonly [Uint8Array, ...Uint8Array[]];
  readonly clock: Clock;
  /** @default one day */
  readonly lifeSeconds?: number;
}

const Payload = z.tuple([z.int(), z.string()]);
const SHORTEST_KEY = 32;

const mac = (key: Uint8Array, purpose: CursorPurpose, payload: string): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify([purpose.workspaceId, purpose.list, payload]))
    .digest();

const payloadOf = (encoded: string): z.infer<typeof Payload> | null => {
  try {
    return Payload.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
};

/** `<base64url of [expiry, position]>.<base64url of HMAC-SHA-256 over owner, list and payload>` */
export const createCursorCodec = ({ keys, clock, lifeSeconds = 86_400 }: CursorOptions): CursorCodec => {
  if (keys().some(key => key.length < SHORTEST_KEY)) throw new RangeError(`a cursor key has at least ${SHORTEST_KEY} bytes`);
  return {
    seal: (purpose, position) => {
      const expiresAt = Math.floor(clock() / 1_000) + lifeSeconds;
      const payload = Buffer.from(JSON.stringify([expiresAt, position])).toString('base64url');
      return `${payload}.${mac(keys()[0], purpose, payload).toString('base64url')}`;
    },
    open: (purpose, cursor) => {
      const refused = new AppError('BAD_REQUEST', {
        issues: [{ at: 'cursor', why: 'not a cursor of this list, or too old; start again' }],
      });
      const [payload = '', signature = '', ...rest] = cursor.split('.');
      const given = Buffer.from(signature, 'base64url');
      const isOurs = keys().some(key => {
        const expected = mac(key, purpose, payload);
        return expected.length === given.length && timingSafeEqual(expected, given);
      });
      const content = isOurs && rest.length === 0 ? payloadOf(payload) : null;
      if (content === null || content[0] * 1_000 <= clock()) throw refused;
      return content[1];
    },
  };
};
