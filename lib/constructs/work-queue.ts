import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/stage.ts';

export interface WorkQueueProps {
  readonly config: StageConfig;
  readonly key: IKey;
  /** Part of the queue's name, for example `speech`. */
  readonly name: string;
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
    this.deadLetters = privateQueue(this, 'DeadLetters', props.config, props.key, `${props.name}-dead-letters`, {
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.minutes(2),
    });
    this.queue = privateQueue(this, 'Queue', props.config, props.key, props.name, {
      retentionPeriod: Duration.days(4),
      visibilityTimeout: props.visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.maxReceives ?? 3 },
    });
  }
}

interface PrivateQueueProps {
  readonly retentionPeriod: Duration;
  readonly visibilityTimeout: Duration;
  readonly deadLetterQueue?: { readonly queue: Queue; readonly maxReceiveCount: number };
}

/** A queue as the house wants it. Where dead letters are parked for people there is no further queue behind. */
export const privateQueue = (scope: Construct, id: string, config: StageConfig, key: IKey, name: string, props: PrivateQueueProps): Queue =>
  new Queue(scope, id, {
    queueName: `cutaway-${config.name}-${name}`,
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    dataKeyReuse: Duration.hours(1),
    enforceSSL: config.secureTransport,
    ...props,
  });
