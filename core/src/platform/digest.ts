import { createHash } from 'node:crypto';

/** @returns SHA-256, lower-case hex */
export const sha256Hex = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');
