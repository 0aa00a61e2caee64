import type { Clock } from '../../platform/clock.ts';
import type { Outcome } from '../../platform/outcome.ts';
import type { ImageProvider } from '../image-provider.ts';
import type { ProviderId } from '../rights-record.ts';
import type { UseReportStore } from '../use-report-store.ts';
import type { UseReport } from '../use-report.ts';

export interface SendUseReportsDeps {
  readonly reports: UseReportStore;
  readonly providers: readonly ImageProvider[];
  readonly clock: Clock;
}

export interface SentReports {
  readonly sent: number;
  readonly postponed: number;
  /** Refused for good, or put off too often. */
  readonly dropped: number;
}

/** Most reports of one round: what an hour of a new application at Unsplash allows. */
const MOST = 50;
const FIRST_WAIT_MS = 5 * 60_000;
const LONGEST_WAIT_MS = 6 * 60 * 60_000;
/** A provider that has not answered for a week is told nothing any more. */
const MOST_POSTPONED = 40;

const waitMs = ({ postponed }: UseReport): number => Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(postponed, 10));

/** @returns when to try again, or null where that would change nothing */
const tryAgainAt = (outcome: Outcome<null>, report: UseReport, nowMs: number): string | null => {
  if (report.postponed >= MOST_POSTPONED) return null;
  if (outcome.outcome === 'deferred') return outcome.until;
  const isPassing = outcome.outcome === 'failed' && outcome.code !== 'PROVIDER_REFUSED';
  return isPassing ? new Date(nowMs + waitMs(report)).toISOString() : null;
};

const sendOne = async ({ reports, providers, clock }: SendUseReportsDeps, report: UseReport): Promise<keyof SentReports | 'claimed'> => {
  const provider = providers.find(({ id }) => id === report.provider);
  if (!(await reports.claim(report))) return 'claimed';
  const outcome: Outcome<null> =
    provider === undefined
      ? { outcome: 'failed', code: 'PROVIDER_UNAVAILABLE', why: `${report.provider} is switched off` }
      : await provider.reportUse(report, { workspaceId: report.workspaceId, purpose: 'job' });
  if (outcome.outcome === 'done') return 'sent';
  const again = tryAgainAt(outcome, report, clock());
  if (again === null) return 'dropped';
  await reports.postpone(report, again);
  return 'postponed';
};

/**
 * Tells providers of the uses that are due, each once: claimed before it is sent, so that a killed process loses a report
 * and never doubles one. What the quota does not allow now is put off; the rest of that provider's waits with it.
 */
export const sendUseReports = async (deps: SendUseReportsDeps): Promise<SentReports> => {
  const counts = { sent: 0, postponed: 0, dropped: 0 };
  const resting = new Set<ProviderId>();
  const { items } = await deps.reports.listDue(new Date(deps.clock()).toISOString(), { limit: MOST });
  for (const report of items) {
    if (resting.has(report.provider)) continue;
    const ended = await sendOne(deps, report);
    if (ended === 'postponed') resting.add(report.provider);
    if (ended !== 'claimed') counts[ended] += 1;
  }
  return counts;
};
