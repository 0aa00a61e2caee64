import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as api from '../cli/client/index.ts';
import { answered } from '../cli/stage/answered.ts';
import { audioTalk, endOf, sendTalk, startTalk } from '../local/drills/stage/talk.ts';
import { overheadRows } from './api/overhead.ts';
import type { BenchReport, BenchRow } from './report.ts';
import { startBenchStage, type BenchStage } from './stage/bench-stage.ts';
import { below, measured, quantileOf } from './stage/rows.ts';

const CALLS = 40;
/** The first ones start the processes of functions and authorizer. */
const WARM_UP = 3;
/** Beyond it a user's train of thought is interrupted (Nielsen, Usability Engineering, 1993). */
const MOST_MILLISECONDS = 1_000;

const BUNDLES = resolve(import.meta.dirname, '../dist');

type Call = () => Promise<unknown>;

/** What a client asks while it follows a job and shows its results, and what it changes. */
const callsOf = async ({ client }: BenchStage): Promise<Readonly<Record<string, Call>>> => {
  const talk = audioTalk();
  const projectId = await sendTalk(client, talk);
  const jobId = await startTalk(client, projectId);
  await endOf(client, jobId);
  const of = { client, path: { projectId } };
  const ask =
    <T extends { readonly response?: Response }>(call: () => Promise<T>): Call =>
    async () => {
      const { response } = await call();
      if (response?.ok !== true) throw new Error(`answered ${response?.status ?? 'nothing'}`);
    };
  return {
    getHealth: ask(() => api.getHealth({ client })),
    getReadiness: ask(() => api.getReadiness({ client })),
    getMe: ask(() => api.getMe({ client })),
    listProjects: ask(() => api.listProjects({ client })),
    getProject: ask(() => api.getProject(of)),
    createProject: ask(() => api.createProject({ client, body: { name: 'measured' } })),
    listProjectJobs: ask(() => api.listProjectJobs(of)),
    getJob: ask(() => api.getJob({ client, path: { jobId } })),
    estimateJob: ask(() => api.estimateJob({ ...of, body: {} })),
    getTranscript: ask(() => api.getTranscript(of)),
    getEmphasis: ask(() => api.getEmphasis(of)),
    getEntities: ask(() => api.getEntities(of)),
    getImages: ask(() => api.getImages(of)),
    getTimeline: ask(() => api.getTimeline(of)),
    getManifest: ask(() => api.getManifest(of)),
    createExport: ask(() => api.createExport({ ...of, body: { format: 'srt' } })),
  };
};

const millisecondsOf = async (call: Call): Promise<readonly number[]> => {
  for (let count = 0; count < WARM_UP; count += 1) await call();
  const times: number[] = [];
  for (let count = 0; count < CALLS; count += 1) {
    const began = performance.now();
    await call();
    times.push(performance.now() - began);
  }
  return times;
};

const routeRows = async (stage: BenchStage): Promise<readonly BenchRow[]> => {
  const calls = await callsOf(stage);
  const rows: BenchRow[] = [];
  const data = `${CALLS} calls, one after the other, emulator`;
  for (const [route, call] of Object.entries(calls)) {
    const times = await millisecondsOf(call);
    rows.push(measured(`${route}, p50, ms`, data, quantileOf(times, 0.5)));
    rows.push(below(`${route}, p95, ms`, data, quantileOf(times, 0.95), MOST_MILLISECONDS, 'ms'));
  }
  return rows;
};

/** What Lambda loads at a cold start, by the limits of the design. */
const bundleRows = (): readonly BenchRow[] =>
  globSync('*-{api,authorizer}/index.mjs', { cwd: BUNDLES })
    .sort()
    .map(path => {
      const name = basename(dirname(path));
      const kilobytes = gzipSync(readFileSync(resolve(BUNDLES, path)), { level: 9 }).byteLength / 1e3;
      return below('bundle, gzip, KB', name, kilobytes, name.endsWith('-authorizer') ? 150 : 500, 'KB');
    });

/** The API's routes on a stage of its own, what its handlers add to a bare one, and its bundles. */
export const run = async (): Promise<BenchReport> => {
  const overhead = await overheadRows();
  const stage = await startBenchStage();
  try {
    await answered(api.getMe({ client: stage.client }));
    return { name: 'api', rows: [...overhead, ...bundleRows(), ...(await routeRows(stage))], figures: {} };
  } finally {
    await stage.stop();
  }
};
