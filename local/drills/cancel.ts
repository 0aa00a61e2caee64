import { setTimeout as sleep } from 'node:timers/promises';
import { cancelJob, getJob, retryJob } from '../../cli/client/index.ts';
import { answered } from '../../cli/stage/answered.ts';
import type { DrillFinding, DrillReport } from './drill.ts';
import { sameAs } from './evidence/compare.ts';
import { wholeStage } from './evidence/whole-stage.ts';
import { rehearse, type Rehearsal } from './kill/rehearsal.ts';
import { startDrillStage, type DrillStage } from './stage/drill-stage.ts';
import type { FaultPoint } from './stage/faults.ts';
import { audioTalk, endOf, sendTalk, startTalk, transcriptTalk } from './stage/talk.ts';

/**
 * Cancels a job in the middle of each stage, while the process that works on it is held; lets a retry finish it; and only
 * then lets the held process go on, so that the late work of the older run meets the newer one's results.
 */
export const about = 'cancel at every stage, retry, and late work of the older run';

const before = (process: string, call: string, nth = 1): FaultPoint => ({ process, call, side: 'before', nth });

const TRANSCRIPT_POINTS: readonly FaultPoint[] = [
  before('speech-hear-text', 'TransactWriteItems'),
  before('entities-plan', 'PutObject'),
  before('entities-link', 'TransactWriteItems'),
  before('images-search', 'PutObject'),
  before('images-rank', 'PutObject'),
  before('timeline-compose', 'TransactWriteItems'),
  before('images-acquire', 'PutObject'),
  // In the middle of publishing: rows are switched over, the timeline is not.
  before('timeline-publish', 'TransactWriteItems', 4),
];

/** A held process goes on within this time, and has ended its late work long before. */
const SETTLE_MS = 2_000;

const cancelAt = async (stage: DrillStage, { talk, left }: Rehearsal, point: FaultPoint): Promise<readonly DrillFinding[]> => {
  const { client } = stage;
  const projectId = await sendTalk(client, talk);
  const letGo = stage.faults.hold(projectId, point);
  const jobId = await startTalk(client, projectId);
  await stage.faults.reached(projectId, point);
  const cancelled = await answered(cancelJob({ client, path: { jobId } }));
  const helper = point.process === 'worker' ? await stage.local.addWorker() : null;
  await answered(retryJob({ client, path: { jobId } }));
  // The point is passed by the retry as well; only the older run is held.
  const retried = await sameAs(stage, `${point.process}: cancelled, retried`, left, projectId, await endOf(client, jobId));
  letGo();
  await sleep(SETTLE_MS);
  const late = await sameAs(
    stage,
    `${point.process}: late work of the older run`,
    left,
    projectId,
    await answered(getJob({ client, path: { jobId } })),
  );
  await helper?.stop();
  const state = { what: `${point.process}: cancel`, held: cancelled.state === 'cancelled', detail: `answered ${cancelled.state} at once` };
  return [state, retried, late];
};

export const run = async (): Promise<DrillReport> => {
  const stage = await startDrillStage({ worker: { VISIBILITY_SECONDS: '10' } }, step => console.error(step));
  try {
    const transcript = await rehearse(stage, transcriptTalk(stage.faults.folder, 16));
    const audio = await rehearse(stage, audioTalk());
    const findings: DrillFinding[] = [];
    for (const point of TRANSCRIPT_POINTS) findings.push(...(await cancelAt(stage, transcript, point)));
    findings.push(...(await cancelAt(stage, audio, before('worker', 'TransactWriteItems'))));
    return { name: 'cancel', findings: [...findings, ...(await wholeStage(stage))] };
  } finally {
    await stage.stop();
  }
};
