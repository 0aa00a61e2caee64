import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { UseReport } from './use-report.ts';

/** What providers are still to be told. */
export interface UseReportStore {
  /** Does nothing where the project's use of the candidate was noted before, sent or not. */
  request(scope: OwnerScope, report: UseReport): Promise<void>;
  /** Reports of all workspaces that are due, the longest first: for whoever sends them, never for a user. */
  listDue(now: string, page: PageRequest): Promise<Page<UseReport>>;
  /** The right to send it, once and for all processes, before anything is sent. @returns false where somebody else has it */
  claim(report: UseReport): Promise<boolean>;
  /** It was not sent after all. */
  postpone(report: UseReport, dueAt: string): Promise<void>;
}
