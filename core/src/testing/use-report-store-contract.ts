import { expect, it } from '@jest/globals';
import type { UseReport } from '../images/use-report.ts';
import { aScope, aUseReport } from './builders.ts';
import type { Stores } from './memory-stores.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

/** What every UseReportStore guarantees. */
export const useReportStoreContract = (stores: () => Stores): void => {
  const dueOf = async (workspaceId: string, now: string): Promise<readonly UseReport[]> =>
    (await stores().useReports.listDue(now, { limit: 100 })).items.filter(report => report.workspaceId === workspaceId);

  it('a use is noted once, whatever became of the report', async () => {
    const { useReports } = stores();
    const scope = aScope();
    const report = aUseReport({ workspaceId: scope.workspaceId, dueAt: at(1) });
    for (let run = 0; run < 2; run += 1) await useReports.request(scope, report);
    expect(await dueOf(scope.workspaceId, at(2))).toEqual([report]);
    expect(await useReports.claim(report)).toBe(true);
    await useReports.request(scope, report);
    expect(await dueOf(scope.workspaceId, at(2))).toEqual([]);
  });

  it('is due from its time on, the longest first', async () => {
    const { useReports } = stores();
    const scope = aScope();
    const [late, early] = [
      aUseReport({ workspaceId: scope.workspaceId, dueAt: at(9) }),
      aUseReport({ workspaceId: scope.workspaceId, dueAt: at(3) }),
    ];
    for (const report of [late, early]) await useReports.request(scope, report);
    expect(await dueOf(scope.workspaceId, at(2))).toEqual([]);
    expect(await dueOf(scope.workspaceId, at(5))).toEqual([early]);
    expect(await dueOf(scope.workspaceId, at(10))).toEqual([early, late]);
  });

  it('is claimed by one of many', async () => {
    const { useReports } = stores();
    const scope = aScope();
    const report = aUseReport({ workspaceId: scope.workspaceId });
    await useReports.request(scope, report);
    const claims = await Promise.all(Array.from({ length: 10 }, () => useReports.claim(report)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('that was put off is due again later, and can be claimed again', async () => {
    const { useReports } = stores();
    const scope = aScope();
    const report = aUseReport({ workspaceId: scope.workspaceId, dueAt: at(1) });
    await useReports.request(scope, report);
    await useReports.claim(report);
    await useReports.postpone(report, at(30));
    expect(await dueOf(scope.workspaceId, at(20))).toEqual([]);
    const [again] = await dueOf(scope.workspaceId, at(31));
    expect(again).toEqual({ ...report, dueAt: at(30), postponed: 1 });
    expect(await useReports.claim(report)).toBe(false);
    expect(again !== undefined && (await useReports.claim(again))).toBe(true);
  });
};
