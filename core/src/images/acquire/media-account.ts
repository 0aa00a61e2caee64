import type { CallAccount } from '../../platform/call-gate.ts';
import type { ProviderId } from '../rights-record.ts';

/** Wikimedia counts downloads by operator, whoever told us of the file; on a stage with a sandbox its hosts have other names. */
export const mediaAccount = (address: string, provider: ProviderId): CallAccount | null =>
  provider === 'commons' || (URL.canParse(address) && new URL(address).hostname.endsWith('.wikimedia.org')) ? 'wikimedia-media' : null;
