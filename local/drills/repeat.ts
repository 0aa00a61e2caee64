import { randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { cancelJob, createJob, listProjectJobs, retryJob } from '../../cli/client/index.ts';
import { answered } from '../../cli/stage/answered.ts';
import type { DrillFinding, DrillReport } from './drill.ts';
import { sameAs } from './evidence/compare.ts';
import { wholeStage } from './evidence/whole-stage.ts';
import { rehearse, type Rehearsal } from './kill/rehearsal.ts';
import { startDrillStage, type DrillStage } from './stage/drill-stage.ts';
import { takeMessage } from './stage/take-message.ts';
import { audioTalk, endOf, sendTalk, startTalk, transcriptTalk } from './stage/talk.ts';
import { until } from './stage/until.ts';

/** Sends everything twice: the request that starts a job, the start of its execution, its retry, its message, two jobs at once. */
export const about = 'the same request, start, retry and message twice, and two jobs of one project at once';

const sameRequest = async (stage: DrillStage, { talk, left }: Rehearsal): Promise<DrillFinding> => {
  const { client } = stage;
  const projectId = await sendTalk(client, talk);
  const request = { client, path: { projectId }, body: {}, headers: { 'Idempotency-Key': randomUUID() } };
  const [first, second] = [await answered(createJob(request)), await answered(createJob(request))];
  const compared = await sameAs(stage, 'the same request twice', left, projectId, await endOf(client, first.id));
  return first.id === second.id ? compared : { ...compared, held: false, detail: `made two jobs, ${first.id} and ${second.id}` };
};

const sameExecution = async (stage: DrillStage, { talk, left }: Rehearsal): Promise<DrillFinding> => {
  const projectId = await sendTalk(stage.client, talk);
  const jobId = await startTalk(stage.client, projectId);
  const start = new StartExecutionCommand({ stateMachineArn: stage.local.outputs.StateMachineArn, name: `${jobId}-1`, input: '{}' });
  const refusal = await stage.sfn.send(start).then(
    () => 'started a second one',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
  const compared = await sameAs(stage, 'the same execution started twice', left, projectId, await endOf(stage.client, jobId));
  return { ...compared, held: compared.held && refusal === 'ExecutionAlreadyExists', detail: `${refusal}; ${compared.detail}` };
};

const sameRetry = async (stage: DrillStage, { talk, left }: Rehearsal): Promise<DrillFinding> => {
  const { client } = stage;
  const projectId = await sendTalk(client, talk);
  const jobId = await startTalk(client, projectId);
  await answered(cancelJob({ client, path: { jobId } }));
  const answers = await Promise.all([1, 2, 3].map(() => answered(retryJob({ client, path: { jobId } }))));
  const runs = [...new Set(answers.map(job => job.run))];
  const compared = await sameAs(stage, 'the same retry three times at once', left, projectId, await endOf(client, jobId));
  return { ...compared, held: compared.held && runs.length === 1, detail: `runs ${runs.join(', ')}; ${compared.detail}` };
};

const sameMessage = async (stage: DrillStage, { talk, left }: Rehearsal): Promise<DrillFinding> => {
  const projectId = await sendTalk(stage.client, talk);
  const { jobId, message, letGo } = await takeMessage(stage, projectId);
  const copy = new SendMessageCommand({ QueueUrl: stage.local.outputs.SpeechQueueUrl, MessageBody: message.Body });
  await stage.sqs.send(copy);
  await stage.sqs.send(copy);
  await letGo();
  // The one that was taken comes back by itself, so the message is delivered three times.
  const job = await endOf(stage.client, jobId);
  return sameAs(stage, 'the same message three times', left, projectId, job);
};

/** The earlier job is held in the middle of publishing until the later one has published. */
const twoJobs = async (stage: DrillStage, { talk, left }: Rehearsal): Promise<DrillFinding> => {
  const { client } = stage;
  const projectId = await sendTalk(client, talk);
  const point = { process: 'timeline-publish', call: 'TransactWriteItems', side: 'before', nth: 2 } as const;
  const letGo = stage.faults.hold(projectId, point);
  const earlier = await startTalk(client, projectId);
  await stage.faults.reached(projectId, point);
  const later = await endOf(client, await startTalk(client, projectId));
  letGo();
  const outdated = await endOf(client, earlier);
  const compared = await sameAs(stage, 'two jobs of one project at once', { ...left, items: { ...left.items, job: 2 } }, projectId, later);
  const { items } = await answered(listProjectJobs({ client, path: { projectId } }));
  const said = outdated.error?.code ?? outdated.state;
  return {
    ...compared,
    held: compared.held && said === 'JOB_OUTDATED' && items.length === 2,
    detail: `the earlier one: ${said}; ${compared.detail}`,
  };
};

export const run = async (): Promise<DrillReport> => {
  const stage = await startDrillStage({ worker: { VISIBILITY_SECONDS: '10' } }, step => console.error(step));
  try {
    const transcript = await rehearse(stage, transcriptTalk(stage.faults.folder, 16));
    const audio = await rehearse(stage, audioTalk());
    const findings = [
      await sameRequest(stage, transcript),
      await sameExecution(stage, transcript),
      await sameRetry(stage, transcript),
      await twoJobs(stage, transcript),
      await sameMessage(stage, audio),
    ];
    await until('the end of all jobs', async () => {
      const whole = await wholeStage(stage);
      return whole.every(({ held }) => held) ? true : null;
    }).catch(() => undefined);
    return { name: 'repeat', findings: [...findings, ...(await wholeStage(stage))] };
  } finally {
    await stage.stop();
  }
};
