import { LogEvent } from '@cutaway/core/observability/events';
import { Consumer } from 'sqs-consumer';
import { consume } from './consume.ts';
import { buildDeps, type HeldMessage } from './worker.deps.ts';
import { startHealthServer } from './health-server.ts';
import { readEnv } from './worker.env.ts';

const env = readEnv();
const { sqs, consumeDeps, metrics, logger, standing, giveBack, close } = await buildDeps(env);
const stopping = new AbortController();

const handle = async <Held extends HeldMessage>(message: Held): Promise<Held> => {
  const done = metrics.seconds.startTimer();
  metrics.busy.set(1);
  try {
    await consume({ ...consumeDeps, stopping: stopping.signal }, message.Body ?? '');
    metrics.messages.inc({ outcome: 'answered' });
    return message;
  } catch (error) {
    metrics.messages.inc({ outcome: 'returned' });
    // Stopping aborts the consumer's own requests, that by which it would hand the message back among them.
    if (stopping.signal.aborted) await giveBack(message).catch(() => undefined);
    throw error;
  } finally {
    metrics.busy.set(0);
    done();
  }
};

/** The message in work; the process stays until it is done with or given back. */
let inHand: Promise<unknown> = Promise.resolve();

const consumer = Consumer.create({
  queueUrl: env.SPEECH_QUEUE_URL,
  sqs,
  // One talk at a time: its memory and time are bounded, and several workers share the queue evenly.
  batchSize: 1,
  waitTimeSeconds: 20,
  visibilityTimeout: env.VISIBILITY_SECONDS,
  heartbeatInterval: Math.floor(env.VISIBILITY_SECONDS / 4),
  terminateVisibilityTimeout: true,
  pollingCompleteWaitTimeMs: 10_000,
  handleMessage: message => {
    const handling = handle(message);
    inHand = handling.catch(() => undefined);
    return handling;
  },
});
consumer.on('processing_error', error => logger.error(LogEvent.messageRejected, {}, error));
consumer.on('error', error => logger.error(LogEvent.unexpected, {}, error));

const health = await startHealthServer(env.HEALTH_PORT, {
  ready: () => ({ ready: !stopping.signal.aborted, detail: standing() }),
  metrics: metrics.registry,
});

const stop = (signal: string): void => {
  if (stopping.signal.aborted) return;
  logger.info(LogEvent.workerStopping, { signal });
  stopping.abort();
  consumer.stop({ abort: true });
  consumer.once('stopped', () => {
    void inHand.then(close).finally(() => {
      health.close();
      process.exit(0);
    });
  });
};
process.once('SIGTERM', () => stop('SIGTERM'));
process.once('SIGINT', () => stop('SIGINT'));

consumer.start();
logger.info(LogEvent.workerStarted, { stage: env.STAGE });
