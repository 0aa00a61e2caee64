import { ReceiveMessageCommand, type Message } from '@aws-sdk/client-sqs';
import type { DrillStage } from './drill-stage.ts';
import { audioTalk, endOf, sendTalk, startTalk } from './talk.ts';
import { until } from './until.ts';

/** The worker has taken a message and is about to write for the first time. */
const WORKER_BEGINS = { process: 'worker', call: 'PutItem', side: 'before', nth: 1 } as const;

/** A message that was taken out of the speech queue, and the worker that is held busy with another talk meanwhile. */
export interface TakenMessage {
  readonly jobId: string;
  readonly message: Message;
  /** Lets the worker go on, and waits until it has done with the other talk. */
  readonly letGo: () => Promise<void>;
}

/** Starts a project's job and takes its message out of the queue before the worker sees it; nobody else gets it for 30 s. */
export const takeMessage = async (stage: DrillStage, projectId: string): Promise<TakenMessage> => {
  const busyWith = await sendTalk(stage.client, audioTalk());
  const free = stage.faults.hold(busyWith, WORKER_BEGINS);
  const busyJobId = await startTalk(stage.client, busyWith);
  const letGo = async (): Promise<void> => {
    free();
    await endOf(stage.client, busyJobId);
  };
  await stage.faults.reached(busyWith, WORKER_BEGINS);
  const jobId = await startTalk(stage.client, projectId);
  const message = await until('sending a message', async () => {
    const { Messages = [] } = await stage.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: stage.local.outputs.SpeechQueueUrl, MaxNumberOfMessages: 1, VisibilityTimeout: 30 }),
    );
    return Messages.find(({ Body }) => Body?.includes(projectId)) ?? null;
  });
  return { jobId, message, letGo };
};
