import { LogEvent } from '@cutaway/core/observability/events';
import { Consumer } from 'sqs-consumer';
import { consume } from './consume.ts';
import { buildDeps, type HeldMessage } from './worker.deps.ts';
import { startHealthServer } from './health-server.ts';
import { readEnv } from './worker.env.ts';

const env = readEnv();
const { sqs, queues, consumeDeps, metrics, logger, standing, giveBack, close } = await buildDeps(env);
const stopping = new AbortController();

const handle = async <Held extends HeldMessage>(message: Held, queueUrl: string): Promise<Held> => {
  const done = metrics.seconds.startTimer();
  metrics.busy.inc();
  try {
    await consume({ ...consumeDeps, stopping: stopping.signal }, message.Body ?? '');
    metrics.messages.inc({ outcome: 'answered' });
    return message;
  } catch (error) {
    metrics.messages.inc({ outcome: 'returned' });
    // Stopping aborts the consumer's own requests, that by which it would hand the message back among them.
    if (stopping.signal.aborted) await giveBack(message, queueUrl).catch(() => undefined);
    throw error;
  } finally {
    metrics.busy.dec();
    done();
  }
};

interface QueueReader {
  start(): void;
  /** Ends once the message in work, if there is one, is done with or given back. */
  stop(): Promise<void>;
}

const readerOf = (queueUrl: string): QueueReader => {
  let inHand: Promise<unknown> = Promise.resolve();
  const consumer = Consumer.create({
    queueUrl,
    sqs,
    // One message of a queue at a time: its memory and time are bounded, and several workers share the queue evenly.
    batchSize: 1,
    waitTimeSeconds: 20,
    visibilityTimeout: env.VISIBILITY_SECONDS,
    heartbeatInterval: Math.floor(env.VISIBILITY_SECONDS / 4),
    terminateVisibilityTimeout: true,
    pollingCompleteWaitTimeMs: 10_000,
    handleMessage: message => {
      const handling = handle(message, queueUrl);
      inHand = handling.catch(() => undefined);
      return handling;
    },
  });
  consumer.on('processing_error', error => logger.error(LogEvent.messageRejected, {}, error));
  consumer.on('error', error => logger.error(LogEvent.unexpected, {}, error));
  return {
    start: () => consumer.start(),
    stop: async () => {
      // Not by `once` of node:events: an error of the queue meanwhile would end the wait before the message in work is done.
      const stopped = new Promise<void>(done => consumer.once('stopped', () => done()));
      consumer.stop({ abort: true });
      await stopped;
      await inHand;
    },
  };
};

const readers = queues.map(readerOf);

const health = await startHealthServer(env.HEALTH_PORT, {
  ready: () => ({ ready: !stopping.signal.aborted, detail: standing() }),
  metrics: metrics.registry,
});

const stop = (signal: string): void => {
  if (stopping.signal.aborted) return;
  logger.info(LogEvent.workerStopping, { signal });
  stopping.abort();
  void Promise.all(readers.map(reader => reader.stop()))
    .then(close)
    .finally(() => {
      health.close();
      process.exit(0);
    });
};
process.once('SIGTERM', () => stop('SIGTERM'));
process.once('SIGINT', () => stop('SIGINT'));

for (const reader of readers) reader.start();
logger.info(LogEvent.workerStarted, { stage: env.STAGE });
