import type { CallAccount } from '../../platform/call-gate.ts';
import type { ProviderId } from '../rights-record.ts';

/** Who counts the downloads of a source's files, wherever a stage has them from. */
const COUNTED: Partial<Readonly<Record<ProviderId, CallAccount>>> = { commons: 'wikimedia-media' };

/** Wikimedia counts downloads by operator, whoever told us of the file. */
const isOfWikimedia = (address: string): boolean => URL.canParse(address) && new URL(address).hostname.endsWith('.wikimedia.org');

/** @returns whose budget a download counts against; null where nobody counts it */
export const mediaAccount = (address: string, provider: ProviderId): CallAccount | null =>
  COUNTED[provider] ?? (isOfWikimedia(address) ? 'wikimedia-media' : null);
