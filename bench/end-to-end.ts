import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { enrich } from '../cli/enrich/enrich.ts';
import type { Job } from '../cli/client/index.ts';
import type { Talk } from '../local/drills/stage/talk.ts';
import { cleanClone } from './end-to-end/clean-clone.ts';
import type { BenchOptions, BenchReport, BenchRow } from './report.ts';
import { startBenchStage, type BenchStage } from './stage/bench-stage.ts';
import { talksOfMinutes } from './stage/corpus-talks.ts';
import { below, measured, notRun, quantileOf } from './stage/rows.ts';
import { spokenTalks } from './stage/spoken-talks.ts';

/** Of every answer of a provider: what design and issue ask. */
const LATENCY_MS = 150;
const MOST_SECONDS = 5;
/** The first only warms the functions up: a new process for each of them is not what is measured. */
const TALKS = 6;
const PEERS = 'hosted tools 3–6 min';
/** What Wikimedia allows jobs is 180 calls a minute, which a second talk within the minute may use up: that wait is not measured. */
const QUOTA = { callsAMinute: 180, callsOfATalk: 100 } as const;

const Journal = z.looseObject({ total: z.int() });

interface ProviderCalls {
  readonly all: number;
  /** By words; the others ask for one thing by its name, or fetch a picture. */
  readonly searches: number;
}

/** Provider calls since it was asked the last time. */
const providerCalls = async ({ local }: BenchStage): Promise<ProviderCalls> => {
  const journal = async (query: string): Promise<number> =>
    Journal.parse(await (await fetch(`${local.sandboxUrl}/__journal?last=1${query}`)).json()).total;
  const calls = { all: await journal(''), searches: await journal('&contains=search') };
  await fetch(`${local.sandboxUrl}/__journal`, { method: 'DELETE' });
  return calls;
};

interface Timed {
  readonly seconds: number;
  readonly endedMs: number;
  readonly job: Job;
  readonly pictures: number;
  readonly calls: ProviderCalls;
}

/** Waits until a whole talk's calls are left of the last minute's quota. */
const quotaRefilled = async (before: readonly Timed[]): Promise<void> => {
  const most = QUOTA.callsAMinute - QUOTA.callsOfATalk;
  const isFull = (): boolean => {
    const recent = before.filter(({ endedMs }) => performance.now() - endedMs < 60_000);
    return recent.reduce((sum, { calls }) => sum + calls.all, 0) > most;
  };
  while (isFull()) await sleep(1_000);
};

const timed = async (stage: BenchStage, { input, words }: Talk, before: readonly Timed[]): Promise<Timed> => {
  await quotaRefilled(before);
  await providerCalls(stage);
  const began = performance.now();
  const { job, timeline } = await enrich(stage.client, { input, words, onProgress: () => undefined });
  const seconds = (performance.now() - began) / 1_000;
  if (job.state !== 'completed') throw new Error(`A talk ended ${job.state}: ${JSON.stringify(job.error ?? job.reasons)}`);
  return { seconds, endedMs: performance.now(), job, pictures: timeline?.cues.length ?? 0, calls: await providerCalls(stage) };
};

const secondsOf = (runs: readonly Timed[]): readonly number[] => runs.map(({ seconds }) => seconds);

const stageRows = (runs: readonly Timed[], data: string): readonly BenchRow[] => {
  const byStage = Map.groupBy(
    runs.flatMap(({ job }) => job.stages),
    ({ stage }) => stage,
  );
  return [...byStage].map(([stage, all]) =>
    measured(
      `  of it ${stage}, s`,
      data,
      quantileOf(
        all.map(({ milliseconds }) => milliseconds / 1_000),
        0.5,
      ),
    ),
  );
};

const freshRows = (fresh: readonly Timed[], data: string): readonly BenchRow[] => [
  below('warm, nobody has searched before, median, s', data, quantileOf(secondsOf(fresh), 0.5), MOST_SECONDS, 's', PEERS),
  measured('  slowest, s', data, Math.max(...secondsOf(fresh))),
  ...stageRows(fresh, data),
  measured(
    '  pictures of a talk',
    data,
    quantileOf(
      fresh.map(({ pictures }) => pictures),
      0.5,
    ),
  ),
  measured(
    '  provider calls of a talk',
    data,
    quantileOf(
      fresh.map(({ calls }) => calls.all),
      0.5,
    ),
  ),
];

const againRows = (again: readonly Timed[], data: string): readonly BenchRow[] => [
  below('the same talks again, median, s', data, quantileOf(secondsOf(again), 0.5), MOST_SECONDS, 's', PEERS),
  measured(
    '  checks of pictures and files fetched, of all of them',
    data,
    again.reduce((sum, { calls }) => sum + calls.all - calls.searches, 0),
  ),
  below(
    '  searches of all of them',
    data,
    again.reduce((sum, { calls }) => sum + calls.searches, 0),
    0,
    'calls',
    'one or more a use',
  ),
];

const warmRows = async (stage: BenchStage, folder: string, fixtures: string | null): Promise<readonly BenchRow[]> => {
  const [warmUp, ...dense] = talksOfMinutes(folder, 1, TALKS);
  const past: Timed[] = [];
  const time = async (talks: readonly Talk[]): Promise<readonly Timed[]> => {
    const runs: Timed[] = [];
    for (const talk of talks) {
      const run = await timed(stage, talk, past);
      past.push(run);
      runs.push(run);
    }
    return runs;
  };
  const rowsOf = async (talks: readonly Talk[], kind: string): Promise<readonly BenchRow[]> => {
    const data = `${talks.length} transcripts of 60 s, ${kind}, ${LATENCY_MS} ms an answer`;
    return [...freshRows(await time(talks), data), ...againRows(await time(talks), data)];
  };
  if (warmUp !== undefined) await time([warmUp]);
  const spoken =
    fixtures === null
      ? [notRun('warm, nobody has searched before', 'speeches and videos, of the larger fixtures', `< ${MOST_SECONDS} s`)]
      : await rowsOf(spokenTalks(fixtures, folder, 1), 'speeches and videos');
  return [...spoken, ...(await rowsOf(dense, 'of little but names'))];
};

/** From a clean clone to the first timeline, and a talk of a minute on a warm stage. */
export const run = async ({ fixtures }: BenchOptions): Promise<BenchReport> => {
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-bench-talks-'));
  try {
    const clone = await cleanClone();
    const stage = await startBenchStage({ latencyMs: LATENCY_MS });
    try {
      return { name: 'end-to-end', rows: [...clone, ...(await warmRows(stage, folder, fixtures))], figures: {} };
    } finally {
      await stage.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
