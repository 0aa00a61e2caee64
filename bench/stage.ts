import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job } from '../cli/client/index.ts';
import { audioTalk, endOf, sendTalk, startTalk, type Talk } from '../local/drills/stage/talk.ts';
import { enrich } from '../cli/enrich/enrich.ts';
import { inputFile } from '../cli/enrich/input-file.ts';
import { SAMPLES } from '../samples/samples.ts';
import type { BenchReport, BenchRow } from './report.ts';
import { startBenchStage, type BenchStage } from './stage/bench-stage.ts';
import { startCountingProxy, type AwsCall, type CountingProxy } from './stage/counting-proxy.ts';
import { idleUsd } from './stage/idle-usd.ts';
import { peakDuring, type Peak } from './stage/memory.ts';
import { usdOf } from './stage/prices.ts';
import { below, measured } from './stage/rows.ts';
import { talksOfMinutes } from './stage/corpus-talks.ts';
import { sumOf, usageOf, type Usage } from './stage/usage-of-calls.ts';
import { functionUseSince, sendCallsTo, transitionsOf, usageOfFunctions } from './stage/usage-of-functions.ts';

const MOST_MEGABYTES = 2_560;
const MOST_START_SECONDS = 240;
/** Of an execution, by AWS. */
const MOST_EVENTS = 25_000;
/** The task of the Fargate worker: 2 processors, 8 GB. */
const FARGATE: Usage = { fargateCpuSecond: 2, fargateGigabyteSecond: 8 };
/** Sends, receives and deletes of the message that carries a talk to the worker. */
const MESSAGE: Usage = { sqsRequest: 4 };

/** A job, with all that was asked of AWS for it by functions and client. */
interface CountedJob {
  readonly job: Job;
  readonly calls: readonly AwsCall[];
  readonly usage: Usage;
  readonly transitions: number;
}

const countedJob = async (stage: BenchStage, proxy: CountingProxy, talk: Talk): Promise<CountedJob> => {
  proxy.taken();
  const since = Date.now();
  const projectId = await sendTalk(stage.client, talk);
  const job = await endOf(stage.client, await startTalk(stage.client, projectId));
  if (job.state !== 'completed') throw new Error(`${talk.name} ended ${job.state}: ${JSON.stringify(job.error ?? job.reasons)}`);
  const calls = proxy.taken();
  const uses = await functionUseSince(stage, since);
  const transitions = await transitionsOf(stage, `${job.id}-${job.run}`, uses);
  return { job, calls, transitions, usage: sumOf([...calls.map(usageOf), usageOfFunctions(uses), { stateTransition: transitions }]) };
};

/** They take turns in a talk, but the emulator keeps each for a while. */
const WITH_MODELS = ['entities-plan', 'entities-link', 'images-rank', 'images-acquire'].map(name => `function ${name}`);

const memoryRows = ({ total, byName, processes }: Peak): readonly BenchRow[] => {
  const data = `three samples, ${processes} processes`;
  const models = WITH_MODELS.map(name => byName[name] ?? 0);
  const oneAtATime = total - models.reduce((sum, megabytes) => sum + megabytes, 0) + Math.max(...models);
  return [
    below('memory of all processes (PSS), functions with models one at a time, MB', data, oneAtATime, MOST_MEGABYTES, 'MB'),
    measured('  all of them as they were, largest, MB', data, total),
    ...Object.entries(byName)
      .sort(([, a], [, b]) => b - a)
      .map(([name, megabytes]) => measured(`  of it ${name}, MB`, 'three samples', megabytes)),
  ];
};

const startRows = (phases: BenchStage['phases']): readonly BenchRow[] => [
  ...Object.entries(phases).map(([name, seconds]) => measured(`start, ${name}, s`, 'an empty home', seconds)),
  below(
    'start, all of it, s',
    'an empty home',
    Object.values(phases).reduce((sum, seconds) => sum + seconds, 0),
    MOST_START_SECONDS,
    's',
  ),
];

const callRows = (data: string, { calls, transitions }: CountedJob): readonly BenchRow[] => {
  const byName = Map.groupBy(calls, ({ service, operation }) => `${service} ${operation}`);
  const bytes = calls.reduce((sum, { sent, received }) => sum + sent + received, 0);
  return [
    measured('calls of AWS', data, calls.length),
    ...[...byName]
      .sort(([, a], [, b]) => b.length - a.length)
      .slice(0, 12)
      .map(([name, all]) => measured(`  of them ${name}`, data, all.length)),
    measured('bytes of these calls, MB', data, bytes / 1e6),
    below(
      'largest request to a table, KB',
      data,
      Math.max(...calls.filter(({ service }) => service === 'dynamodb').map(({ sent }) => sent)) / 1e3,
      400,
      'KB',
    ),
    below('transitions of the state machine', data, transitions, MOST_EVENTS / 4, 'of 25,000 events'),
  ];
};

const costRows = (text: CountedJob, audio: CountedJob, idle: number): readonly BenchRow[] => {
  const talkUsd = usdOf(text.usage);
  const heardMs = audio.job.stages.find(({ stage }) => stage === 'hear')?.milliseconds ?? 0;
  const audioUsd = usdOf(sumOf([audio.usage, MESSAGE]));
  const workerUsd = (heardMs / 1_000) * usdOf(FARGATE);
  return [
    below('USD for 10 minutes, transcript', '10 minutes', talkUsd, 0.5, 'USD', 'hosted services 1.50–3.00 USD'),
    ...Object.entries(text.usage).map(([price, units]) =>
      measured(`  of it ${price}`, `${Number(units.toPrecision(3))} units`, usdOf({ [price]: units })),
    ),
    measured('USD of the audio sample without its worker', 'audio with words', audioUsd),
    measured('USD of the worker for the audio sample', `${(heardMs / 1_000).toFixed(1)} s of a Fargate task`, workerUsd),
    below('USD a month at rest, stage dev', 'template and price list', idle, 5, 'USD', 'Media Lake about 9 USD'),
  ];
};

const enrichSamples = async ({ client }: BenchStage): Promise<readonly BenchRow[]> => {
  const rows: BenchRow[] = [];
  for (const { id, file, words } of SAMPLES) {
    const began = performance.now();
    const given = words === undefined ? undefined : inputFile(words);
    const { job, timeline } = await enrich(client, { input: inputFile(file), words: given, onProgress: () => undefined });
    if (job.state !== 'completed' || timeline === null) throw new Error(`The sample ${id} ended ${job.state}.`);
    rows.push(measured(`sample, s (${timeline.cues.length} pictures)`, id, (performance.now() - began) / 1_000));
  }
  return rows;
};

/** Start, memory, calls and cost of a whole stage; costs are computed from what was counted and the public price list. */
export const run = async (): Promise<BenchReport> => {
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-bench-talks-'));
  const stage = await startBenchStage();
  const proxy = await startCountingProxy(stage.endpoint);
  try {
    const { value: samples, peak } = await peakDuring(() => enrichSamples(stage));
    await sendCallsTo(stage, proxy.url);
    const [tenMinutes] = talksOfMinutes(folder, 10, 1);
    if (tenMinutes === undefined) throw new Error('The corpus is empty.');
    const text = await countedJob(stage, proxy, tenMinutes);
    const audio = await countedJob(stage, proxy, audioTalk());
    return {
      name: 'stage',
      rows: [
        ...startRows(stage.phases),
        ...samples,
        ...memoryRows(peak),
        ...callRows('10 minutes, transcript', text),
        ...costRows(text, audio, await idleUsd()),
      ],
      figures: {},
    };
  } finally {
    await proxy.close();
    await stage.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
