import { describe, expect, it } from '@jest/globals';
import { createProviders, createWikis } from '../../../../core/src/images/create-providers.ts';
import { ProviderConfig } from '../../../../core/src/images/provider-config.ts';
import { sendUseReports, type SendUseReportsDeps } from '../../../../core/src/images/upkeep/send-use-reports.ts';
import { aScope, aUseReport, START_MS } from '../../../../core/src/testing/builders.ts';
import { aCall, aConcept } from '../../../../core/src/testing/image-builders.ts';
import { createMemoryStores } from '../../../../core/src/testing/memory-stores.ts';
import { openCallGate } from '../../../../core/src/testing/open-call-gate.ts';
import { noAnswerCache } from '../../../../core/src/testing/remembering-answer-cache.ts';
import { fewItems, sandboxUnderTest } from '../../../local/sandbox/sandbox-under-test.ts';

const sandbox = sandboxUnderTest(fewItems);
const MINUTE_MS = 60_000;

const world = async (photos = 1) => {
  const gate = openCallGate();
  const time = { now: START_MS };
  const config = ProviderConfig.parse({
    contact: 'ops@operator.test',
    version: '1',
    enabled: ['unsplash'],
    unsplashApiUrl: sandbox.addresses().unsplash,
  });
  const options = { config, gate, cache: noAnswerCache, clock: () => time.now, fetch, limits: { attempts: 1 } };
  const providers = createProviders({ ...options, keys: () => Promise.resolve(['sandbox-unsplash']) }, createWikis(options));
  const found = await providers[0]?.search({ entity: aConcept(), orientation: 'landscape', limit: photos }, aCall);
  if (found?.outcome !== 'done') throw new Error('nothing was found');
  const { useReports } = createMemoryStores();
  const scope = aScope();
  for (const { id, useReportUrl } of found.value.candidates)
    await useReports.request(scope, aUseReport({ workspaceId: scope.workspaceId, candidateId: id, useReportUrl: useReportUrl ?? '' }));
  const deps: SendUseReportsDeps = { reports: useReports, providers, clock: () => time.now };
  const tracked = async () => (await sandbox.journal('?provider=unsplash&contains=/download')) as { total: number; byVerdict: object };
  return { deps, time, gate, tracked, urls: found.value.candidates.map(({ useReportUrl }) => useReportUrl) };
};

const behave = (change: object) => sandbox.post('/__scenario', { provider: 'unsplash', ...change });

describe('reports of use', () => {
  it('reach the provider once for each picture, with key and token, and are counted in the ledger', async () => {
    const { deps, gate, tracked } = await world(3);
    const before = gate.entries.length;
    expect(await sendUseReports(deps)).toEqual({ sent: 3, postponed: 0, dropped: 0 });
    expect(await sendUseReports(deps)).toEqual({ sent: 0, postponed: 0, dropped: 0 });
    expect(await tracked()).toMatchObject({ total: 3, byVerdict: { served: 3 } });
    expect(gate.entries.slice(before).map(({ account }) => account)).toEqual(['unsplash', 'unsplash', 'unsplash']);
  });

  it('are sent by one of several processes', async () => {
    const { deps, tracked } = await world(4);
    const rounds = await Promise.all([sendUseReports(deps), sendUseReports(deps), sendUseReports(deps)]);
    expect(rounds.reduce((sum, { sent }) => sum + sent, 0)).toBe(4);
    expect(await tracked()).toMatchObject({ total: 4 });
  });

  it('over quota are put off until the provider counts anew, the others with the first', async () => {
    const { deps, time, tracked } = await world(3);
    await behave({ fault: 'over-quota', on: 'api' });
    expect(await sendUseReports(deps)).toEqual({ sent: 0, postponed: 1, dropped: 0 });
    expect(await tracked()).toMatchObject({ total: 1 });
    await behave({ reset: true });
    time.now += 61 * MINUTE_MS;
    expect(await sendUseReports(deps)).toEqual({ sent: 3, postponed: 0, dropped: 0 });
  });

  it('are put off for longer each time where the provider does not answer, and given up in the end', async () => {
    const { deps, time } = await world();
    await behave({ fault: 'http-503', on: 'api' });
    const waits: number[] = [];
    for (let last = time.now; waits.length < 60;) {
      const { postponed, dropped } = await sendUseReports(deps);
      if (dropped === 1) break;
      if (postponed === 1) {
        waits.push((time.now - last) / MINUTE_MS);
        last = time.now;
      }
      time.now += 5 * MINUTE_MS;
    }
    expect(waits.slice(0, 5)).toEqual([0, 5, 10, 20, 40]);
    expect(waits).toHaveLength(40);
    await behave({ reset: true });
    time.now += 24 * 60 * MINUTE_MS;
    expect(await sendUseReports(deps)).toEqual({ sent: 0, postponed: 0, dropped: 0 });
  }, 60_000);

  it('that the provider refuses for good are dropped', async () => {
    const { deps, tracked, urls } = await world(0);
    const scope = aScope();
    const url = `${sandbox.addresses().unsplash}/photos/abcdefghijk/download`;
    await deps.reports.request(scope, aUseReport({ workspaceId: scope.workspaceId, useReportUrl: url }));
    expect(urls).toEqual([]);
    expect(await sendUseReports(deps)).toEqual({ sent: 0, postponed: 0, dropped: 1 });
    expect((await tracked()).total).toBe(1);
  });

  it('of a process that was killed between claim and answer is lost, never sent twice', async () => {
    const { deps, tracked } = await world();
    const [provider] = deps.providers;
    if (provider === undefined) throw new Error('one provider');
    const dying = { ...deps, providers: [{ ...provider, reportUse: () => Promise.reject(new Error('killed')) }] };
    await expect(sendUseReports(dying)).rejects.toThrow('killed');
    expect(await sendUseReports(deps)).toEqual({ sent: 0, postponed: 0, dropped: 0 });
    expect((await tracked()).total).toBe(0);
  });
});
