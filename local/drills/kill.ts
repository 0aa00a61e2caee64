import { Command, Option } from 'commander';
import type { DrillFinding, DrillReport } from './drill.ts';
import { forgetPictures } from './evidence/forget-pictures.ts';
import { wholeStage } from './evidence/whole-stage.ts';
import { killAt } from './kill/kill-at.ts';
import { killRequests } from './kill/kill-requests.ts';
import { rehearse, type Rehearsal } from './kill/rehearsal.ts';
import { seededOrder } from './kill/seeded-order.ts';
import { startDrillStage, type DrillStage } from './stage/drill-stage.ts';
import type { FaultPoint } from './stage/faults.ts';
import { audioTalk, transcriptTalk } from './stage/talk.ts';

/**
 * Kills a process (SIGKILL) before and after each of its writes, sends and answers, one at a time, and compares what the
 * project is left with to what an undisturbed run leaves.
 *
 * How the emulator answers a killed Lambda (MiniStack 1.5.33, measured): the invocation fails at once with errorType
 * `Runtime.HandlerError` and the message `Worker process died` (AWS: `Runtime.ExitError`), and the next invocation starts
 * a new process. So the state machine's `Retry` on `States.ALL` sees it as it does on AWS; a message of a queue comes back
 * after its visibility timeout; the HTTP API answers 502 (AWS: 500). A killed worker is replaced, as ECS does.
 */
export const about = 'kill a process before and after every write, send and answer of a run';

interface Options {
  readonly stage?: string;
  readonly points?: string;
  readonly seed: string;
}

/** Points of the API's functions are chosen by this name. */
const REQUESTS = 'requests';

/** Names of the functions that work for each stage; `hear` is the worker's too. */
const PROCESSES: Readonly<Record<string, readonly string[]>> = {
  hear: ['speech-hear-text', 'worker'],
  plan: ['entities-plan'],
  link: ['entities-link'],
  search: ['images-search'],
  rank: ['images-rank'],
  compose: ['timeline-compose'],
  acquire: ['images-acquire'],
  publish: ['timeline-publish'],
};

/** Sentences of the transcript sample: enough for every stage and a picture or two. */
const SENTENCES = 16;

/** Runs at the same time; two cores are busy with fewer, but much of a disturbed run is waiting. */
const PARALLEL = 3;

interface Task {
  readonly rehearsal: Rehearsal;
  readonly point: FaultPoint;
}

/** Fetching a picture that is known writes nothing, so these need an empty catalogue and take turns. */
const needsEmptyCatalogue = ({ point }: Task): boolean => point.process === 'images-acquire';

const tasksOf = (rehearsal: Rehearsal): readonly Task[] => rehearsal.points.map(point => ({ rehearsal, point }));

/** Everything after the worker's answer is done by the same functions as for a transcript. */
const isWorker = ({ point }: Task): boolean => point.process === 'worker';

const inParallel = async (tasks: readonly Task[], work: (task: Task) => Promise<DrillFinding>): Promise<readonly DrillFinding[]> => {
  const queue = [...tasks];
  const findings: DrillFinding[] = [];
  const lane = async (): Promise<void> => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) findings.push(await work(task));
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
  return findings;
};

const killAll = async (stage: DrillStage, tasks: readonly Task[]): Promise<readonly DrillFinding[]> => {
  let done = 0;
  const kill = async ({ rehearsal, point }: Task): Promise<DrillFinding> => {
    const finding = await killAt(stage, rehearsal, point);
    done += 1;
    if (done % 10 === 0 || !finding.held)
      console.error(`${done} of ${tasks.length}${finding.held ? '' : `: ${finding.what} did not hold`}`);
    return finding;
  };
  const findings: DrillFinding[] = [];
  for (const task of tasks.filter(needsEmptyCatalogue)) {
    await forgetPictures(stage);
    findings.push(await kill(task));
  }
  return [
    ...findings,
    ...(await inParallel(
      tasks.filter(task => !needsEmptyCatalogue(task)),
      kill,
    )),
  ];
};

const optionsOf = (args: readonly string[]): Options =>
  new Command('npm run drill -- kill')
    .addOption(new Option('--stage <name>', 'only points of this stage').choices([...Object.keys(PROCESSES), REQUESTS]))
    .option('--points <number>', 'only so many, drawn by the seed')
    .option('--seed <text>', 'another seed draws others', '1')
    .parse(args, { from: 'user' })
    .opts<Options>();

/** @returns as many as were asked for, or all of them in their order */
const drawn =
  ({ points, seed }: Options) =>
  <T>(all: readonly T[]): readonly T[] =>
    points === undefined ? all : seededOrder(all, seed).slice(0, Number(points));

const killRuns = async (stage: DrillStage, options: Options): Promise<readonly DrillFinding[]> => {
  const transcript = await rehearse(stage, transcriptTalk(stage.faults.folder, SENTENCES));
  const audio = await rehearse(stage, audioTalk());
  const processes = options.stage === undefined ? null : PROCESSES[options.stage];
  const all = [...tasksOf(transcript), ...tasksOf(audio).filter(isWorker)].filter(
    ({ point }) => processes?.includes(point.process) ?? true,
  );
  const chosen = drawn(options)(all);
  console.error(`runs: ${chosen.length} of ${all.length} points`);
  return killAll(stage, chosen);
};

export const run = async (args: readonly string[]): Promise<DrillReport> => {
  const options = optionsOf(args);
  const environment = { CUTAWAY_CONCURRENT_JOBS: '100', CUTAWAY_OPEN_REQUESTS_PER_MINUTE: '10000' };
  const stage = await startDrillStage({ worker: { VISIBILITY_SECONDS: '6' }, environment }, step => console.error(step));
  try {
    const ofRuns = options.stage === REQUESTS ? [] : await killRuns(stage, options);
    const ofRequests = options.stage === undefined || options.stage === REQUESTS ? await killRequests(stage, drawn(options)) : [];
    return { name: 'kill', findings: [...ofRuns, ...ofRequests, ...(await wholeStage(stage))] };
  } finally {
    await stage.stop();
  }
};
