import { getJob, retryJob, type Job } from '../../../cli/client/index.ts';
import { answered } from '../../../cli/stage/answered.ts';
import type { DrillFinding } from '../drill.ts';
import { differences, leftBehind } from '../evidence/left-behind.ts';
import type { DrillStage } from '../stage/drill-stage.ts';
import { describePoint, type FaultPoint } from '../stage/faults.ts';
import { endOf, sendTalk, startTalk } from '../stage/talk.ts';
import type { Rehearsal } from './rehearsal.ts';

/** What a user does about a job that failed; more often than this, and it is lost. */
const MOST_RETRIES = 2;

const endWithRetries = async (stage: DrillStage, jobId: string): Promise<Job> => {
  let job = await endOf(stage.client, jobId);
  for (let retries = 0; job.state === 'failed' && retries < MOST_RETRIES; retries += 1) {
    await answered(retryJob({ client: stage.client, path: { jobId } }));
    job = await endOf(stage.client, jobId);
  }
  return answered(getJob({ client: stage.client, path: { jobId } }));
};

/** Kills whoever passes the point while it works on a project of its own, lets the stage recover, and compares what is left. */
export const killAt = async (stage: DrillStage, { talk, left }: Rehearsal, point: FaultPoint): Promise<DrillFinding> => {
  const started = Date.now();
  const projectId = await sendTalk(stage.client, talk);
  stage.faults.kill(projectId, point);
  const job = await endWithRetries(stage, await startTalk(stage.client, projectId));
  const what = `${talk.name}, ${describePoint(point)}`;
  const seconds = `${((Date.now() - started) / 1_000).toFixed(1)} s`;
  if (stage.faults.pending(projectId) > 0) return { what, held: false, detail: `the run ended ${job.state} without passing it` };
  if (job.state !== 'completed') return { what, held: false, detail: `ended ${job.state}: ${JSON.stringify(job.error ?? job.reasons)}` };
  const different = differences(left, await leftBehind(stage, projectId));
  return {
    what,
    held: different.length === 0,
    detail: different.length === 0 ? `the same, run ${job.run}, ${seconds}` : different.join('; '),
  };
};
