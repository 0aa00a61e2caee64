import { randomUUID } from 'node:crypto';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, type Message } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { getJob, retryJob, type Job } from '../../cli/client/index.ts';
import { answered } from '../../cli/stage/answered.ts';
import type { DrillFinding, DrillReport } from './drill.ts';
import { differences, leftBehind } from './evidence/left-behind.ts';
import { messagesIn, wholeStage } from './evidence/whole-stage.ts';
import { startDrillStage, type DrillStage } from './stage/drill-stage.ts';
import { takeMessage } from './stage/take-message.ts';
import { audioTalk, endOf, sendTalk, startTalk } from './stage/talk.ts';
import { until } from './stage/until.ts';

/**
 * Sends the worker what nobody can process: a talk whose worker dies at every delivery, and messages that cannot be read.
 * Each has to reach the dead letters, be parked with its reason, and end its job; other jobs go on meanwhile.
 */
export const about = 'messages nobody can process: parked with their reason, their jobs ended, taken back by hand';

/** Deliveries of a message before it is a dead letter; the queue's own setting. */
const DELIVERIES = 3;

const takeParked = (stage: DrillStage, body: (text: string) => boolean): Promise<Message> =>
  until('parking a message', async () => {
    const { Messages = [] } = await stage.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: stage.local.outputs.ParkedQueueUrl,
        MessageAttributeNames: ['All'],
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 1,
      }),
    );
    return Messages.find(message => body(message.Body ?? '')) ?? null;
  });

const deleteParked = (stage: DrillStage, { ReceiptHandle }: Message): Promise<unknown> =>
  stage.sqs.send(new DeleteMessageCommand({ QueueUrl: stage.local.outputs.ParkedQueueUrl, ReceiptHandle }));

const reasonOf = ({ MessageAttributes }: Message): string =>
  `${MessageAttributes?.['code']?.StringValue ?? 'no code'}: ${MessageAttributes?.['why']?.StringValue ?? 'no reason'}`;

const AnyMessage = z.looseObject({ version: z.number() });

const hasReason = (message: Message): boolean => reasonOf(message).startsWith('POISON_MESSAGE: ');

/** The worker dies whenever it works on this talk. */
const poisonTalk = async (stage: DrillStage): Promise<{ readonly job: Job; readonly projectId: string; readonly parked: Message }> => {
  const projectId = await sendTalk(stage.client, audioTalk());
  for (let nth = 1; nth <= DELIVERIES; nth += 1)
    stage.faults.kill(projectId, { process: 'worker', call: 'TransactWriteItems', side: 'before', nth });
  const job = await endOf(stage.client, await startTalk(stage.client, projectId));
  return { job, projectId, parked: await takeParked(stage, body => body.includes(projectId)) };
};

/** What the runbook says: find out why, mend it, run the job again, throw the message away. */
const takeBackByHand = async (stage: DrillStage, undisturbed: string): Promise<readonly DrillFinding[]> => {
  const { job, projectId, parked } = await poisonTalk(stage);
  const findings: DrillFinding[] = [
    {
      what: 'a talk that kills its worker',
      held: job.state === 'failed' && job.error?.code === 'POISON_MESSAGE' && job.error.stage === 'hear' && hasReason(parked),
      detail: `job ${job.state}, ${job.error?.code ?? 'no error'} at ${job.error?.stage ?? 'no stage'}; parked as ${reasonOf(parked)}`,
    },
  ];
  await answered(retryJob({ client: stage.client, path: { jobId: job.id } }));
  const again = await endOf(stage.client, job.id);
  const different = differences(await leftBehind(stage, undisturbed), await leftBehind(stage, projectId));
  findings.push({
    what: 'the same job, retried once the cause is gone',
    held: again.state === 'completed' && different.length === 0,
    detail: different.length === 0 ? `${again.state}, run ${again.run}, the same as undisturbed` : different.join('; '),
  });
  await stage.sqs.send(new SendMessageCommand({ QueueUrl: stage.local.outputs.SpeechQueueUrl, MessageBody: parked.Body }));
  await deleteParked(stage, await takeParked(stage, body => body.includes(projectId)));
  await until('dropping the old message', async () => ((await messagesIn(stage, stage.local.outputs.SpeechQueueUrl)) === 0 ? true : null));
  const after = await answered(getJob({ client: stage.client, path: { jobId: job.id } }));
  const changed = differences(await leftBehind(stage, undisturbed), await leftBehind(stage, projectId));
  findings.push({
    what: 'the parked message, sent to the queue again',
    held: JSON.stringify(after) === JSON.stringify(again) && changed.length === 0,
    detail: changed.length === 0 ? 'dropped: its run has ended; nothing changed' : changed.join('; '),
  });
  return findings;
};

const unreadable = async (stage: DrillStage, what: string, body: string): Promise<DrillFinding> => {
  await stage.sqs.send(new SendMessageCommand({ QueueUrl: stage.local.outputs.SpeechQueueUrl, MessageBody: body }));
  const parked = await takeParked(stage, text => text === body);
  await deleteParked(stage, parked);
  return { what, held: hasReason(parked), detail: `parked as ${reasonOf(parked)}` };
};

/** A message of a version that this worker does not know, for whose answer a run waits. */
const tooNew = async (stage: DrillStage): Promise<DrillFinding> => {
  const projectId = await sendTalk(stage.client, audioTalk());
  const { jobId, message, letGo } = await takeMessage(stage, projectId);
  const { Body = '', ReceiptHandle } = message;
  const newer = JSON.stringify({ ...AnyMessage.parse(JSON.parse(Body)), version: 99 });
  const QueueUrl = stage.local.outputs.SpeechQueueUrl;
  await stage.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: newer }));
  await stage.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  await letGo();
  const job = await endOf(stage.client, jobId);
  const parked = await takeParked(stage, body => body === newer);
  await deleteParked(stage, parked);
  return {
    what: 'a message of a version nobody here can read',
    held: job.state === 'failed' && job.error?.code === 'POISON_MESSAGE' && hasReason(parked),
    detail: `job ${job.state}, ${job.error?.code ?? 'no error'}; parked as ${reasonOf(parked)}`,
  };
};

export const run = async (): Promise<DrillReport> => {
  const stage = await startDrillStage({ worker: { VISIBILITY_SECONDS: '4' } }, step => console.error(step));
  try {
    const undisturbed = await sendTalk(stage.client, audioTalk());
    await endOf(stage.client, await startTalk(stage.client, undisturbed));
    const findings = [
      ...(await takeBackByHand(stage, undisturbed)),
      await unreadable(stage, 'a message that is no JSON', `not JSON ${randomUUID()}`),
      await unreadable(stage, 'a message without a run', JSON.stringify({ version: 1, type: 'hear', note: randomUUID() })),
      await tooNew(stage),
    ];
    return { name: 'poison', findings: [...findings, ...(await wholeStage(stage))] };
  } finally {
    await stage.stop();
  }
};
