import { describe, expect, it } from '@jest/globals';
import type { QuotaWindow } from '../../../../core/src/platform/gate/account-rules.ts';
import { mostAtOnce, mostWithin, simulate, type Simulation } from '../../../support/gate-simulation.ts';

const window = (seconds: number, limit: number): QuotaWindow => ({ seconds, limit, stated: 'no' });
const projects = (count: number, calls: number) => Array.from({ length: count }, (_, n) => ({ workspaceId: `wsp_${n}`, calls }));

const writesPerCall = ({ events, calls }: Simulation): number => events.reduce((sum, event) => sum + event.writes, 0) / calls.length;

const doneAt = ({ calls }: Simulation, workspaceId: string): number =>
  Math.max(...calls.filter(call => call.workspaceId === workspaceId).map(call => call.toMs)) - Math.min(...calls.map(call => call.fromMs));

describe('the ledger', () => {
  it.each([
    ['100 projects of 8 entities at 50 calls in 20 seconds', 100, [window(20, 50)], 1],
    ['30 projects of 8 entities at 200 calls in 60 seconds', 30, [window(60, 200)], 2],
    ['30 projects of 8 entities at 50 in 20 seconds and 120 in 100', 30, [window(20, 50), window(100, 120)], 3],
  ])(
    'lets %s through, never one call more in any such stretch, and all in the end',
    async (_case, count, windows, seed) => {
      const run = await simulate({ rules: { windows }, seed, demand: projects(count, 8), delayMs: 60, answerMs: 300 });
      expect(run.calls).toHaveLength(count * 8);
      for (const { seconds, limit } of windows) expect(mostWithin(run.calls, seconds * 1_000)).toBeLessThanOrEqual(limit);
    },
    120_000,
  );

  it('uses what it has: of 200 calls a minute more than half are made while enough wait', async () => {
    const run = await simulate({ rules: { windows: [window(60, 200)] }, seed: 4, demand: projects(30, 20), delayMs: 60, answerMs: 300 });
    expect(run.calls.length / (run.tookMs / 60_000)).toBeGreaterThan(200 * 0.5);
  }, 60_000);

  it('keeps calls at a time below their bound', async () => {
    const run = await simulate({ rules: { windows: [], parallel: 3 }, seed: 5, demand: projects(20, 5), delayMs: 20, answerMs: 400 });
    expect(run.calls).toHaveLength(100);
    expect(mostAtOnce(run.calls)).toBeLessThanOrEqual(3);
  }, 60_000);

  it('writes little more than once for a call that finds room, and at most twice with a bound on parallel calls', async () => {
    const roomy = await simulate({ rules: { windows: [window(60, 5_000)] }, seed: 6, demand: projects(50, 8), delayMs: 5, answerMs: 50 });
    expect(writesPerCall(roomy)).toBeLessThanOrEqual(2);
  }, 60_000);
});

describe('processes that ask again and again', () => {
  it('never make one call more in any stretch, and all in the end', async () => {
    const windows = [window(20, 50), window(100, 120)];
    const run = await simulate({ rules: { windows }, seed: 9, demand: projects(30, 8), delayMs: 60, answerMs: 300, processes: 5 });
    expect(run.calls).toHaveLength(240);
    for (const { seconds, limit } of windows) expect(mostWithin(run.calls, seconds * 1_000)).toBeLessThanOrEqual(limit);
  }, 60_000);

  it('keep calls at a time below the bound of all of them together', async () => {
    const run = await simulate({
      rules: { windows: [], parallel: 3 },
      seed: 10,
      demand: projects(20, 5),
      delayMs: 20,
      answerMs: 400,
      processes: 4,
    });
    expect(run.calls).toHaveLength(100);
    expect(mostAtOnce(run.calls)).toBeLessThanOrEqual(3);
  }, 60_000);

  it('rarely read the books: what the last write left is known', async () => {
    const rules = { windows: [window(60, 5_000)], parallel: 3 };
    // As from the clients of one process, which ask for no more at a time than is let in: one after the other, two under way.
    const demand = Array.from({ length: 180 }, (_, turn) => ({ workspaceId: 'wsp_0', calls: 1, atMs: turn * 100 }));
    const run = await simulate({ rules, seed: 11, demand, delayMs: 20, answerMs: 150, processes: 1 });
    expect(run.calls).toHaveLength(180);
    expect(run.reads / run.calls.length).toBeLessThan(0.5);
    expect(writesPerCall(run)).toBeLessThan(1.5);
  }, 60_000);
});

describe('more calls of one process than are let in at a time', () => {
  const crowd = (delayMs: number, seed: number): Promise<Simulation> => {
    const demand = [{ workspaceId: 'wsp_0', calls: 60 }];
    return simulate({ rules: { windows: [], parallel: 2 }, seed, demand, delayMs, answerMs: 100, processes: 1 });
  };

  it('never get in the way of each other: one write lets each in', async () => {
    const { calls, events } = await crowd(5, 12);
    expect(calls).toHaveLength(60);
    expect(events.map(({ type, writes }) => [type, writes])).toEqual(calls.map(() => ['entered', 1]));
  });

  it('are not sent away while the calls before them take long: the process waits for those anyway', async () => {
    const demand = [{ workspaceId: 'wsp_0', calls: 10 }];
    const run = await simulate({ rules: { windows: [], parallel: 2 }, seed: 17, demand, delayMs: 5, answerMs: 20_000, processes: 1 });
    expect(run.events.map(({ type }) => type)).toEqual(run.calls.map(() => 'entered'));
  });

  it.each([
    [5, 12],
    [20, 13],
    [20, 14],
    [60, 15],
    [60, 16],
  ])(
    'follow one another as soon as one has left, although answers of the books come %i ms late and in any order',
    async (delayMs, seed) => {
      const { calls, tookMs } = await crowd(delayMs, seed);
      expect(mostAtOnce(calls)).toBe(2);
      const busyMs = calls.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / 2;
      // Two writes, each of two ways, the way to the provider, and now and then a read.
      const waysMs = (60 / 2) * 6 * (delayMs / 2);
      expect(tookMs).toBeLessThan(1.1 * (busyMs + waysMs));
    },
  );
});

describe('fair shares', () => {
  const greedy = { workspaceId: 'wsp_greedy', calls: 500 };

  it('a workspace with a few calls is not starved by one with 500', async () => {
    const small = { workspaceId: 'wsp_small', calls: 3, atMs: 5_000 };
    const run = await simulate({ rules: { windows: [window(20, 50)] }, seed: 7, demand: [greedy, small], delayMs: 40, answerMs: 200 });
    expect(run.calls).toHaveLength(503);
    expect(doneAt(run, 'wsp_small')).toBeLessThan(90_000);
    expect(doneAt(run, 'wsp_greedy')).toBeGreaterThan(150_000);
  }, 60_000);

  it('people who wait, and pictures that are looked at again, find room that jobs leave', async () => {
    const person = { workspaceId: 'wsp_person', calls: 2, atMs: 3_000, purpose: 'interactive' as const };
    const again = { workspaceId: 'wsp_again', calls: 1, atMs: 3_000, purpose: 'recheck' as const };
    const run = await simulate({
      rules: { windows: [window(60, 50)] },
      seed: 8,
      demand: [greedy, person, again],
      delayMs: 40,
      answerMs: 200,
    });
    expect(doneAt(run, 'wsp_person')).toBeLessThan(10_000);
    expect(doneAt(run, 'wsp_again')).toBeLessThan(10_000);
  }, 60_000);
});
