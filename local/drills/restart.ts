import { InvokeCommand } from '@aws-sdk/client-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import { retryJob } from '../../cli/client/index.ts';
import { answered } from '../../cli/stage/answered.ts';
import type { DrillFinding, DrillReport } from './drill.ts';
import { sameAs } from './evidence/compare.ts';
import { wholeStage } from './evidence/whole-stage.ts';
import { rehearse, type Rehearsal } from './kill/rehearsal.ts';
import { startDrillStage, type DrillStage } from './stage/drill-stage.ts';
import type { FaultPoint } from './stage/faults.ts';
import { audioTalk, endOf, sendTalk, startTalk, transcriptTalk } from './stage/talk.ts';
import { until } from './stage/until.ts';

/**
 * Restarts the emulator while jobs are in the middle of their stages. It keeps tables, buckets, queues and users, but ends
 * every execution as failed without an event, and forgets their tokens: the worst day of Step Functions. The sweep has to
 * find the jobs, the worker has to drop its answers, and a retry has to complete them.
 */
export const about = 'the emulator restarted while jobs run: they end failed, and a retry completes them';

interface Interrupted {
  readonly what: string;
  readonly rehearsal: Rehearsal;
  readonly projectId: string;
  readonly jobId: string;
}

const before = (process: string, call: string): FaultPoint => ({ process, call, side: 'before', nth: 1 });

/** Starts a job and waits until a process that works on it stands still. */
const heldAt = async (
  stage: DrillStage,
  rehearsal: Rehearsal,
  point: FaultPoint,
): Promise<Interrupted & { readonly letGo: () => void }> => {
  const projectId = await sendTalk(stage.client, rehearsal.talk);
  const letGo = stage.faults.hold(projectId, point);
  const jobId = await startTalk(stage.client, projectId);
  await stage.faults.reached(projectId, point);
  return { what: `${rehearsal.talk.name}, ${point.process} at work`, rehearsal, projectId, jobId, letGo };
};

/** The sweep that the stage runs every five minutes; it looks after jobs that have been quiet for two. */
const sweep = async ({ lambda }: DrillStage): Promise<void> => {
  await lambda.send(new InvokeCommand({ FunctionName: 'cutaway-local-jobs-sweeper' }));
};

const afterwards = async (stage: DrillStage, { what, rehearsal, projectId, jobId }: Interrupted): Promise<readonly DrillFinding[]> => {
  const { client } = stage;
  const lost = await endOf(client, jobId);
  await answered(retryJob({ client, path: { jobId } }));
  return [
    {
      what: `${what}: the job`,
      held: lost.state === 'failed' && lost.error?.code === 'EXECUTION_LOST',
      detail: `${lost.state}, ${lost.error?.code ?? 'no error'} at ${lost.error?.stage ?? 'no stage'}`,
    },
    await sameAs(stage, `${what}: retried`, rehearsal.left, projectId, await endOf(client, jobId)),
  ];
};

export const run = async (): Promise<DrillReport> => {
  const stage = await startDrillStage({ persist: true, worker: { VISIBILITY_SECONDS: '10' } }, step => console.error(step));
  try {
    const transcript = await rehearse(stage, transcriptTalk(stage.faults.folder, 16));
    const audio = await rehearse(stage, audioTalk());
    const held = [
      await heldAt(stage, audio, before('worker', 'PutObject')),
      await heldAt(stage, transcript, before('entities-link', 'PutObject')),
      await heldAt(stage, transcript, before('timeline-publish', 'TransactWriteItems')),
    ];
    const queuedProject = await sendTalk(stage.client, audio.talk);
    const queued = { what: 'audio, message in the queue', rehearsal: audio, projectId: queuedProject };
    const interrupted: readonly Interrupted[] = [...held, { ...queued, jobId: await startTalk(stage.client, queuedProject) }];
    await sleep(1_000);
    console.error('emulator: restart');
    await stage.local.restartEmulator();
    for (const { letGo } of held) letGo();
    const sweeping = setInterval(() => void sweep(stage).catch(() => undefined), 15_000);
    const findings = (await Promise.all(interrupted.map(one => afterwards(stage, one)))).flat();
    clearInterval(sweeping);
    await until('the queue to run empty', async () => ((await wholeStage(stage)).every(({ held: isHeld }) => isHeld) ? true : null)).catch(
      () => undefined,
    );
    return { name: 'restart', findings: [...findings, ...(await wholeStage(stage))] };
  } finally {
    await stage.stop();
  }
};
