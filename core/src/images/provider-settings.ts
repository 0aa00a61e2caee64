import * as z from 'zod';
import { ProviderConfig } from './provider-config.ts';
import { RightsPolicy } from './rights-record.ts';

/** Everything a stage says about providers, as one variable of the environment. */
export const ProviderSettings = z.object({
  config: ProviderConfig,
  /** What the operator allows to be done with pictures. */
  policy: RightsPolicy,
  /** Origins that pictures may be fetched from although they are private or plain HTTP. Empty but on a developer's machine. */
  privateOrigins: z.array(z.string()),
  /** Quota windows that differ from the providers' own, JSON; empty for none. */
  quotaOverrides: z.string().default(''),
});
export type ProviderSettings = z.infer<typeof ProviderSettings>;
