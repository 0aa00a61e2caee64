import { describe, expect, it } from '@jest/globals';
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
  const deps: StageDeps = { jobs: stores.jobs, media: new MemoryObjectStore(), clock: () => START_MS, logger: silentLogger };
  const worked: string[] = [];
  const work = (outcome: (piece: string) => Outcome<number>): BatchWork<z.ZodNumber, null> => ({
    stage: 'search',
    message: 'Searching.',
    schema: z.number(),
    prepare: () => Promise.resolve(null),
    pieces: () => pieces,
    work: (_context, _run, piece) => {
      worked.push(piece);
      return Promise.resolve(outcome(piece));
    },
  });
  const gathered = async () => {
    const opened = await openRun(deps, ref, { stage: 'rank', message: 'Ranking.' });
    if (opened === null) throw new Error('the run is the current one');
    return [...(await gatherPieces(deps, opened, 'search', pieces, z.number()))];
  };
  return {
    worked,
    gathered,
    batch: (batch: number, outcome: (piece: string) => Outcome<number>) => runBatch(deps, { job: ref, batch }, work(outcome)),
    job: () => stores.jobs.get(scope, job.id),
  };
};

describe('batches', () => {
  it('hold every piece once and in order, and are never more than a history has room for', () => {
    fc.assert(
      fc.property(fc.nat(6_000), count => {
        const pieces = Array.from({ length: count }, (_, piece) => `cue_${piece}`);
        const numbers = batchNumbers(count);
        expect(numbers.length).toBeLessThanOrEqual(MOST_BATCHES);
        expect(numbers.flatMap(batch => piecesOfBatch(pieces, batch))).toEqual(pieces);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a batch', () => {
  const pieces = Array.from({ length: 2 * MOST_BATCHES }, (_, piece) => `ent_${piece}`);

  it('that is run again does only what is missing', async () => {
    const { batch, worked, gathered } = await begin(pieces);
    await expect(
      batch(0, piece => {
        if (piece === 'ent_1') throw new Error('killed');
        return done(1);
      }),
    ).rejects.toThrow('killed');
    expect(await batch(0, () => done(2))).toEqual({ outcome: 'done' });
    expect(worked).toEqual(['ent_0', 'ent_1', 'ent_1']);
    expect(await gathered()).toEqual([
      ['ent_0', 1],
      ['ent_1', 2],
    ]);
  });

  it('goes on past a piece that fails, and says that it failed', async () => {
    const { batch, gathered } = await begin(pieces);
    const answer = await batch(0, piece => (piece === 'ent_0' ? failed('INTERNAL', 'no such entity') : done(1)));
    expect(answer).toMatchObject({ outcome: 'failed', code: 'INTERNAL' });
    expect(await gathered()).toEqual([['ent_1', 1]]);
  });

  it('that waits keeps what it has', async () => {
    const { batch, worked } = await begin(pieces);
    const until = new Date(START_MS + 60_000).toISOString();
    expect(await batch(0, piece => (piece === 'ent_1' ? deferred(until, 'quota') : done(1)))).toMatchObject({ outcome: 'deferred', until });
    await batch(0, () => done(1));
    expect(worked).toEqual(['ent_0', 'ent_1', 'ent_1']);
  });

  it('says how far the stage is', async () => {
    const { batch, job } = await begin(pieces);
    await batch(1, () => done(1));
    expect(await job()).toMatchObject({
      progress: { stage: 'search', share: 4 / pieces.length, message: `Searching: 4 of ${pieces.length}.` },
    });
  });
});
