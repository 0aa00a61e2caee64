import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { UseReportStore } from '../images/use-report-store.ts';
import { USE_REPORT_SHAPE, type UseReport } from '../images/use-report.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { MemoryTable, promised } from './memory-table.ts';

const keyOf = ({ workspaceId, projectId, candidateId }: UseReport): string => `${workspaceId}|${projectId}|${candidateId}`;

/** Reports of use in memory. */
export class MemoryUseReportStore implements UseReportStore {
  readonly #database: MemoryDatabase;
  readonly #rows = new MemoryTable(USE_REPORT_SHAPE);
  readonly #keys: string[] = [];

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  request({ workspaceId }: OwnerScope, report: UseReport): Promise<void> {
    return promised(() => {
      const key = keyOf({ ...report, workspaceId });
      if (this.#rows.find(key) !== null) return;
      this.#rows.put(key, { ...report, workspaceId });
      this.#keys.push(key);
    });
  }

  listDue(now: string, request: PageRequest): Promise<Page<UseReport>> {
    return promised(() => {
      const ordered = new MemoryTable(USE_REPORT_SHAPE);
      for (const report of this.#keys.map(key => this.#rows.get(key))) {
        if (report.state === 'due' && report.dueAt <= now) ordered.put(`${report.dueAt}#${keyOf(report)}`, report);
      }
      const purpose = { workspaceId: '', list: 'use reports' };
      return ordered.page('', { cursors: this.#database.cursors, purpose, request, order: 'asc' });
    });
  }

  claim(report: UseReport): Promise<boolean> {
    return promised(() => {
      const stored = this.#rows.get(keyOf(report));
      if (stored.state !== 'due' || stored.dueAt !== report.dueAt) return false;
      this.#rows.put(keyOf(report), { ...report, state: 'sent' });
      return true;
    });
  }

  postpone(report: UseReport, dueAt: string): Promise<void> {
    return promised(() => this.#rows.put(keyOf(report), { ...report, state: 'due', dueAt, postponed: report.postponed + 1 }));
  }
}
