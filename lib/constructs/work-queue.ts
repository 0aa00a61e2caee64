import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption, type QueueProps as QueueOptions } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';
import { acknowledge } from './acknowledged-findings.ts';

interface QueueProps {
  readonly config: StageConfig;
  readonly key: IKey;
  /** Part of the queue's name, for example `speech`. */
  readonly name: string;
}

export interface WorkQueueProps extends QueueProps {
  /** How long one receiver has before the message is given to another; the worker extends it while it works. */
  readonly visibilityTimeout: Duration;
  /** Deliveries before a message counts as poison. @default 3 */
  readonly maxReceives?: number;
}

/** A queue with the queue its poison goes to; both encrypted with our key. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  /** Messages that were delivered too often. Somebody consumes it: poison ends as an answer, never as silence. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.deadLetters = privateQueue(
      this,
      'DeadLetters',
      { ...props, name: `${props.name}-dead-letters` },
      // Six times as long as its consumer may take, as Lambda asks for.
      { retentionPeriod: Duration.days(14), visibilityTimeout: Duration.minutes(3) },
    );
    this.queue = privateQueue(this, 'Queue', props, {
      retentionPeriod: Duration.days(4),
      visibilityTimeout: props.visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.maxReceives ?? 3 },
    });
  }
}

/** A queue whose messages wait for people: nothing consumes it, and an alarm says that something lies there. */
export const parkingQueue = (scope: Construct, id: string, props: QueueProps): Queue => {
  const queue = privateQueue(scope, id, props, { retentionPeriod: Duration.days(14), visibilityTimeout: Duration.seconds(30) });
  acknowledge(queue, { SQS3: 'Dead letters end here, with their reason, until somebody looks.' });
  return queue;
};

const privateQueue = (
  scope: Construct,
  id: string,
  { config, key, name }: QueueProps,
  own: Pick<QueueOptions, 'retentionPeriod' | 'visibilityTimeout' | 'deadLetterQueue'>,
): Queue =>
  new Queue(scope, id, {
    ...own,
    queueName: `cutaway-${config.name}-${name}`,
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    dataKeyReuse: Duration.hours(1),
    enforceSSL: config.secureTransport,
  });
