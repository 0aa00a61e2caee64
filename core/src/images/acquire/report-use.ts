import type { CallContext } from '../../platform/call-gate.ts';
import { done, type Outcome } from '../../platform/outcome.ts';
import type { ImageCandidate } from '../image-candidate.ts';
import type { ImageProvider } from '../image-provider.ts';

export interface ReportUse {
  readonly candidate: ImageCandidate;
  readonly providers: readonly ImageProvider[];
  /**
   * Claims the right to report this use, once and for all workers, before anything is sent: a report that is lost with a killed
   * process is a smaller wrong than one that is sent twice. Answers false where it was claimed before.
   */
  readonly claim: () => Promise<boolean>;
  readonly call: CallContext;
}

/** Tells the provider that a picture is on a timeline, where it asks for that, once for each use. */
export const reportUse = async ({ candidate, providers, claim, call }: ReportUse): Promise<Outcome<null>> => {
  const provider = providers.find(({ id }) => id === candidate.provider);
  if (provider === undefined || candidate.useReportUrl === null || !(await claim())) return done(null);
  return provider.reportUse(candidate, call);
};
