import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { HearTextEnv } from '../../functions/speech/hear-text.env.ts';
import type { OnDeadLetterEnv } from '../../functions/speech/on-dead-letter.env.ts';
import { AppFunction } from '../constructs/app-function.ts';
import { stageFunction } from '../constructs/stage-function.ts';
import type { StageResources } from '../constructs/stage-resources.ts';
import { parkingQueue, WorkQueue } from '../constructs/work-queue.ts';

/** Hearing: a queue to the worker for media, a Lambda for transcripts alone. */
export class SpeechArea extends Construct {
  readonly hearText: AppFunction;
  readonly queue: WorkQueue;
  /** Dead letters with their reason, until somebody looks. */
  readonly parked: Queue;
  private readonly onDeadLetter: AppFunction;

  constructor(scope: Construct, id: string, resources: StageResources) {
    super(scope, id);
    const { config, key } = resources;
    this.hearText = stageFunction<z.input<typeof HearTextEnv>>(this, 'HearText', {
      resources,
      entry: 'speech/hear-text',
      description: 'The text branch: words and what can be expected from them alone',
      environment: {},
      memoryMegabytes: 512,
    });
    // Two minutes without a sign of life from the worker, and another one gets the message.
    this.queue = new WorkQueue(this, 'Speech', { config, key, name: 'speech', visibilityTimeout: Duration.minutes(2) });
    this.parked = parkingQueue(this, 'Parked', { config, key, name: 'parked' });
    this.onDeadLetter = this.deadLetterFunction(resources);
    this.answerDeadLettersOf(this.queue);
  }

  /** Poison ends as an answer and a parked message, never as silence. */
  answerDeadLettersOf({ deadLetters }: WorkQueue): void {
    this.onDeadLetter.function.addEventSource(
      new SqsEventSource(deadLetters, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: 2 }),
    );
  }

  private deadLetterFunction(resources: StageResources): AppFunction {
    const { config, key } = resources;
    const consumer = new AppFunction<z.input<typeof OnDeadLetterEnv>>(this, 'OnDeadLetter', {
      config,
      key,
      entry: 'speech/on-dead-letter',
      description: 'Answers for messages that no worker could finish, and parks them with their reason',
      environment: { PARKED_QUEUE_URL: this.parked.queueUrl },
      timeout: Duration.seconds(30),
    });
    resources.allow(consumer.role).send(this.parked).answerTasks();
    return consumer;
  }
}
