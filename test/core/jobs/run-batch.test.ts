import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { batchNumbers, gatherPieces, MOST_BATCHES, piecesOfBatch, runBatch, type BatchWork } from '../../../core/src/jobs/run-batch.ts';
import { openRun, type StageDeps } from '../../../core/src/jobs/stage-run.ts';
import { deferred, done, failed, type Outcome } from '../../../core/src/platform/outcome.ts';
import { aScope, START_MS } from '../../../core/src/testing/builders.ts';
import { MemoryObjectStore } from '../../../core/src/testing/memory-object-store.ts';
import { createMemoryStores } from '../../../core/src/testing/memory-stores.ts';
import { silentLogger } from '../../../core/src/testing/silent-logger.ts';
import { startRun } from '../../../core/src/testing/start-run.ts';

const begin = async (pieces: readonly string[]) => {
  const stores = createMemoryStores();
  const scope = aScope();
  const { job, run } = await startRun(stores, scope);
  const ref = { ...scope.claims, ...run };
  const saved = jest.spyOn(stores.jobs, 'save');
  const deps: StageDeps = { jobs: stores.jobs, media: new MemoryObjectStore(), clock: () => START_MS, logger: silentLogger };
  const worked: string[] = [];
  const begun: (readonly string[])[] = [];
  const work = (outcome: (piece: string) => Outcome<number> | Promise<Outcome<number>>): BatchWork<z.ZodNumber, null> => ({
    stage: 'acquire',
    message: 'Searching.',
    schema: z.number(),
    prepare: () => Promise.resolve(null),
    begin: (_context, _run, mine) => Promise.resolve(void begun.push(mine)),
    pieces: () => pieces,
    work: async (_context, _run, piece) => {
      worked.push(piece);
      return outcome(piece);
    },
  });
  const gathered = async () => {
    const opened = await openRun(deps, ref, { stage: 'publish', message: 'Publishing.' });
    if (opened === null) throw new Error('the run is the current one');
    return [...(await gatherPieces(deps, opened, 'acquire', pieces, z.number()))];
  };
  return {
    begun,
    worked,
    gathered,
    batch: (batch: number, outcome: (piece: string) => Outcome<number> | Promise<Outcome<number>>) =>
      runBatch(deps, { job: ref, batch }, work(outcome)),
    job: () => stores.jobs.get(scope, job.id),
    told: () =>
      saved.mock.calls.flatMap(([, , next]) =>
        next.state === 'running' && next.progress.message.includes(' of ') ? [next.progress.message] : [],
      ),
  };
};

describe('batches', () => {
  it.each(['search', 'acquire'] as const)(
    'of %s hold every piece once and in order, and are never more than a history has room for',
    stage => {
      fc.assert(
        fc.property(fc.nat(6_000), count => {
          const pieces = Array.from({ length: count }, (_, piece) => `cue_${piece}`);
          const numbers = batchNumbers(stage, count);
          expect(numbers.length).toBeLessThanOrEqual(MOST_BATCHES);
          expect(numbers.flatMap(batch => piecesOfBatch(stage, pieces, batch))).toEqual(pieces);
        }),
        { numRuns: 50 },
      );
    },
  );
});

describe('a batch', () => {
  const pieces = Array.from({ length: 20 }, (_, piece) => `ent_${piece}`);
  const first = piecesOfBatch('acquire', pieces, 0);
  const second = piecesOfBatch('acquire', pieces, 1);
  const until = (minutes: number): string => new Date(START_MS + minutes * 60_000).toISOString();

  it('that is run again does only what is missing', async () => {
    const { batch, worked, gathered } = await begin(pieces);
    await expect(
      batch(0, piece => {
        if (piece === 'ent_1') throw new Error('killed');
        return done(1);
      }),
    ).rejects.toThrow('killed');
    const before = worked.filter(piece => piece !== 'ent_1');
    expect(before.length).toBeLessThan(first.length - 1);
    expect(await batch(0, () => done(2))).toEqual({ outcome: 'done' });
    expect(worked.filter(piece => piece !== 'ent_1').toSorted()).toEqual(first.filter(piece => piece !== 'ent_1').toSorted());
    expect(await gathered()).toEqual(first.map(piece => [piece, before.includes(piece) ? 1 : 2]));
  });

  it('works on some pieces at once, and on no more', async () => {
    const { batch } = await begin(pieces);
    let [now, most] = [0, 0];
    await batch(0, async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      return done(1);
    });
    expect(most).toBe(4);
  });

  it('is told its pieces before the first of them, for what is better asked for together', async () => {
    const { batch, begun, worked } = await begin(pieces);
    await batch(1, () => done(begun.length));
    expect([begun, worked]).toEqual([[second], second]);
  });

  it('goes on past a piece that fails, and says that it failed', async () => {
    const { batch, gathered } = await begin(pieces);
    const answer = await batch(0, piece => (piece === 'ent_0' ? failed('INTERNAL', 'no such entity') : done(1)));
    expect(answer).toMatchObject({ outcome: 'failed', code: 'INTERNAL' });
    expect(await gathered()).toEqual(first.slice(1).map(piece => [piece, 1]));
  });

  it('that waits keeps what it has, begins nothing more, and comes back when the first wait is over', async () => {
    const { batch, worked } = await begin(pieces);
    const quota: Readonly<Record<string, number>> = { ent_1: 20, ent_2: 10 };
    const answer = await batch(0, piece => (quota[piece] === undefined ? done(1) : deferred(until(quota[piece]), 'quota')));
    expect(answer).toMatchObject({ outcome: 'deferred', until: until(10) });
    const before = [...worked];
    expect(before).not.toContain(first.at(-1));
    await batch(0, () => done(1));
    const again = before.filter(piece => quota[piece] !== undefined);
    expect(worked.toSorted()).toEqual([...first, ...again].toSorted());
  });

  it('says how far the stage is, whoever is ready first', async () => {
    const { batch, job, told } = await begin(pieces);
    await batch(1, async piece => {
      if (piece === second[0]) await new Promise(setImmediate);
      return done(1);
    });
    const last = first.length + second.length;
    expect(await job()).toMatchObject({ progress: { stage: 'acquire', share: last / 20, message: `Searching: ${last} of 20.` } });
    const counts = told().map(message => Number(/\d+/.exec(message)?.[0]));
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(new Set(counts).size).toBe(counts.length);
    expect(counts.at(-1)).toBe(last);
  });
});
