import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger as Powertools } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DeleteMessageCommand, SendMessageCommand, SQSClient, type Message } from '@aws-sdk/client-sqs';
import { DynamoGlossaryStore } from '@cutaway/core/entities/dynamo-glossary-store';
import { writtenNames } from '@cutaway/core/entities/glossary';
import { wholeGlossary } from '@cutaway/core/entities/glossary-store';
import { DynamoJobStore } from '@cutaway/core/jobs/dynamo-job-store';
import { sfnTaskAnswers } from '@cutaway/core/jobs/sfn-task-answers';
import { powertoolsLogger } from '@cutaway/core/observability/powertools-logger';
import type { Logger } from '@cutaway/core/observability/logger';
import { systemClock } from '@cutaway/core/platform/clock';
import { writeModelRecord } from '@cutaway/core/platform/models/dynamo-model-record';
import { BACKGROUND_CLIENT, createDynamoClient } from '@cutaway/core/platform/dynamo/dynamo-client';
import { workingStore } from '@cutaway/core/platform/dynamo/dynamo-working-store';
import { faultPoints } from '@cutaway/core/platform/fault-points';
import { LIMITS } from '@cutaway/core/platform/limits';
import { s3ObjectStore } from '@cutaway/core/platform/s3-object-store';
import { DynamoProjectStore } from '@cutaway/core/projects/dynamo-project-store';
import { AlignThread } from '@cutaway/core/speech/align/align-in-thread';
import { loadTextPrior } from '@cutaway/core/speech/emphasis/text-prior';
import { s3MediaFiles } from '@cutaway/core/speech/s3-media-files';
import type * as z from 'zod';
import type { ConsumeDeps } from './consume.ts';
import { buildRanking } from './ranking.deps.ts';
import { buildRecogniser } from './recogniser.deps.ts';
import { runJob, type RunJobDeps } from './run-job.ts';
import { workerMetrics, type WorkerMetrics } from './worker-metrics.ts';
import type { ModelNews } from './tell-of-model.ts';
import { rankingEnvOf, type WorkerEnv } from './worker.env.ts';

/** A message that this worker has taken and not yet deleted. */
export type HeldMessage = Pick<Message, 'Body' | 'ReceiptHandle'>;

export interface BuiltWorker {
  readonly sqs: SQSClient;
  /** Addresses of those it reads. */
  readonly queues: readonly string[];
  readonly consumeDeps: Omit<ConsumeDeps, 'stopping'>;
  readonly metrics: WorkerMetrics;
  readonly logger: Logger;
  /** State of each model, and how far the talk in work is, for `/readyz`. */
  readonly standing: () => Readonly<Record<string, unknown>>;
  readonly giveBack: (message: HeldMessage, queueUrl: string) => Promise<void>;
  /** Ends the threads, once what native code runs in them is done. */
  readonly close: () => Promise<void>;
}

const awsClients = ({ CUTAWAY_FAULTS }: z.output<typeof WorkerEnv>) => {
  const dynamo = createDynamoClient(BACKGROUND_CLIENT);
  const s3 = new S3Client({ forcePathStyle: true });
  const sfn = new SFNClient({});
  const sqs = new SQSClient({});
  dynamo.middlewareStack.use(faultPoints(CUTAWAY_FAULTS, 'worker'));
  s3.middlewareStack.use(faultPoints(CUTAWAY_FAULTS, 'worker'));
  sfn.middlewareStack.use(faultPoints(CUTAWAY_FAULTS, 'worker'));
  sqs.middlewareStack.use(faultPoints(CUTAWAY_FAULTS, 'worker'));
  return { dynamo, s3, sfn, sqs };
};

/**
 * Puts a message into the queue anew, for other workers at once. Made visible again it would count as one more delivery, and
 * a long talk whose workers are stopped three times would pass for poison.
 */
const giveBackBy =
  (sqs: SQSClient): BuiltWorker['giveBack'] =>
  async ({ Body, ReceiptHandle }, QueueUrl) => {
    // Killed in between, there are two of them, and the second finds the result of the first.
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: Body }));
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  };

const keepIn =
  (main: Parameters<typeof writeModelRecord>[0]): ModelNews['keep'] =>
  (name, state) =>
    writeModelRecord(main, name, { schemaVersion: 1, saidAt: new Date(systemClock()).toISOString(), state });

export const buildDeps = async (env: z.output<typeof WorkerEnv>): Promise<BuiltWorker> => {
  const logger = powertoolsLogger(new Powertools({ serviceName: 'worker' }));
  const { dynamo, s3, sfn, sqs } = awsClients(env);
  const store = workingStore(dynamo, env.MAIN_TABLE);
  const aligner = new AlignThread(join(env.MODELS_FOLDER, 'cmu-en-us-ptm'));
  const metrics = workerMetrics();
  const news: ModelNews = { logger, metrics, keep: keepIn({ client: dynamo, table: env.MAIN_TABLE }) };
  const recogniser = buildRecogniser(env, s3, news);
  const rankingEnv = rankingEnvOf(env);
  const ranking = rankingEnv === null ? null : buildRanking(env, rankingEnv, { dynamo, s3 }, news);
  const glossary = new DynamoGlossaryStore(store);
  let inWork: { readonly share: number; readonly message: string } | null = null;
  const scratch = join(tmpdir(), 'cutaway');
  await mkdir(scratch, { recursive: true });
  const deps: RunJobDeps = {
    jobs: new DynamoJobStore({ ...store, concurrentJobs: LIMITS.concurrentJobs.value }),
    projects: new DynamoProjectStore(store),
    media: s3ObjectStore(s3, env.MEDIA_BUCKET),
    files: s3MediaFiles(s3, env.MEDIA_BUCKET),
    prior: await loadTextPrior(join(env.MODELS_FOLDER, 'text-prior')),
    align: request => aligner.align(request),
    recogniser,
    ranking,
    namesOf: async scope => writtenNames(await wholeGlossary(glossary, scope)),
    onProgress: (share, message) => {
      inWork = { share, message };
      metrics.share.set(share);
    },
    scratch,
    clock: systemClock,
    logger,
  };
  return {
    sqs,
    queues: [env.SPEECH_QUEUE_URL, ...(rankingEnv === null ? [] : [rankingEnv.RANKING_QUEUE_URL])],
    logger,
    metrics,
    standing: () => ({ recogniser: recogniser.state(), ...(ranking !== null && { imageModel: ranking.model.state() }), inWork }),
    giveBack: giveBackBy(sqs),
    close: async () => {
      await Promise.all([aligner.close(), recogniser.close(), ranking?.model.close()]);
    },
    consumeDeps: {
      tasks: sfnTaskAnswers(sfn),
      runJob: (message, signal) =>
        runJob(deps, message, signal).finally(() => {
          if (message.type !== 'hear') return;
          inWork = null;
          metrics.share.set(0);
        }),
      logger,
      timeLimitMs: env.TIME_LIMIT_MINUTES * 60_000,
    },
  };
};
