import { Duration } from 'aws-cdk-lib';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { ContainerImage, LinuxParameters, LogDriver, type TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { LogEvent } from '@cutaway/core/observability/events';
import type * as z from 'zod';
import type { WorkerEnv } from '../../gpu-worker/src/worker.env.ts';
import { WRITE_ITEMS } from './access.ts';
import { acknowledge } from './acknowledged-findings.ts';
import { bundleFolder } from './bundle-folder.ts';
import { houseLogGroup } from './house-log-group.ts';
import { countLogEvent } from './log-event-metric.ts';
import { sharedValue } from './shared-value.ts';
import type { StageResources } from './stage-resources.ts';

/** What the worker is told where it has larger models. */
type ModelsEnv = Pick<z.input<typeof WorkerEnv>, 'CUTAWAY_MODELS' | 'CUTAWAY_RECOGNISER' | 'CUTAWAY_IMAGE_MODEL' | 'CUTAWAY_MODEL_HUB'>;
/** What it is told where it looks at pictures. */
type RankingEnv = Pick<z.input<typeof WorkerEnv>, 'RANKING_QUEUE_URL' | 'CACHE_TABLE' | 'LIMITS_TABLE' | 'PROVIDERS'>;
type DeployedEnv = Required<Omit<z.input<typeof WorkerEnv>, keyof ModelsEnv | keyof RankingEnv | 'CUTAWAY_FAULTS' | 'VISIBILITY_SECONDS'>>;

const environment = (resources: StageResources): DeployedEnv => ({
  STAGE: resources.config.name,
  MAIN_TABLE: resources.tables.main.tableName,
  MEDIA_BUCKET: resources.media.bucketName,
  SPEECH_QUEUE_URL: sharedValue(resources, resources.config.name, 'speech-queue-url'),
  MODELS_FOLDER: '/app/models',
  HEALTH_PORT: '8080',
  TIME_LIMIT_MINUTES: String(resources.config.inference.timeLimitMinutes),
  MODEL_DEVICE: resources.config.inference.compute === 'gpu' ? 'cuda' : 'cpu',
  MODEL_THREADS: '2',
});

/** Where the operator puts models, in the media bucket. */
const MODELS_PREFIX = 'models';

/** Where the worker's larger models come from; null: it has none. */
const modelsFrom = ({ config: { inference } }: StageResources): string | null =>
  (inference.recogniser ?? inference.imageModel)?.from ?? null;

const modelsEnvironment = (resources: StageResources): ModelsEnv & Record<string, string> => {
  const { recogniser, imageModel } = resources.config.inference;
  const from = modelsFrom(resources);
  if (from === null) return {};
  return {
    ...(recogniser !== null && { CUTAWAY_RECOGNISER: recogniser.name }),
    ...(imageModel !== null && { CUTAWAY_IMAGE_MODEL: imageModel.name }),
    ...(from === 'bucket' ? { CUTAWAY_MODELS: `s3://${resources.media.bucketName}/${MODELS_PREFIX}` } : { CUTAWAY_MODEL_HUB: from }),
  };
};

const rankingEnvironment = (resources: StageResources): RankingEnv & Record<string, string> => ({
  RANKING_QUEUE_URL: sharedValue(resources, resources.config.name, 'ranking-queue-url'),
  CACHE_TABLE: resources.tables.cache.tableName,
  LIMITS_TABLE: resources.tables.limits.tableName,
  PROVIDERS: sharedValue(resources, resources.config.name, 'providers'),
});

const looksAtPictures = ({ config }: StageResources): boolean => config.inference.imageModel !== null;

/** The empty volume that the image declares; everything else of the container's file system is read-only. */
const SCRATCH = '/scratch';

export interface WorkerHardware {
  readonly memoryLimitMiB: number;
  /** @default 0 */
  readonly gpuCount?: number;
}

/** Puts the worker into a task: image, environment, scratch disk, log, and the rights of its role. */
export const addWorker = (task: TaskDefinition, resources: StageResources, { memoryLimitMiB, gpuCount }: WorkerHardware): void => {
  const { config, key } = resources;
  const logGroup = houseLogGroup(task, 'Logs', config, key, `/cutaway/${config.name}/worker`);
  countLogEvent(task, { stage: config.name, logGroup, event: LogEvent.modelFellBack });
  const linuxParameters = new LinuxParameters(task, 'Linux', { initProcessEnabled: true });
  const worker = task.addContainer('worker', {
    image: ContainerImage.fromAsset(bundleFolder(task, 'worker'), {
      buildArgs: { HARDWARE: gpuCount === undefined ? 'cpu' : 'cuda' },
      platform: Platform.LINUX_AMD64,
    }),
    logging: LogDriver.awsLogs({ logGroup, streamPrefix: 'worker' }),
    environment: {
      ...environment(resources),
      ...modelsEnvironment(resources),
      ...(looksAtPictures(resources) && rankingEnvironment(resources)),
    },
    // The rest of the two minutes that Spot gives is for handing the message back.
    stopTimeout: Duration.seconds(110),
    readonlyRootFilesystem: true,
    linuxParameters,
    healthCheck: {
      command: ['CMD', 'node', '-e', "fetch('http://127.0.0.1:8080/healthz').then(a => process.exit(a.ok ? 0 : 1), () => process.exit(1))"],
      startPeriod: Duration.seconds(60),
    },
    memoryLimitMiB,
    ...(gpuCount !== undefined && { gpuCount }),
  });
  task.addVolume({ name: 'scratch' });
  worker.addMountPoints({ containerPath: SCRATCH, sourceVolume: 'scratch', readOnly: false });
  const speechQueue = { queueArn: sharedValue(resources, config.name, 'speech-queue-arn') };
  const allowed = resources
    .allow(task.taskRole)
    .table('main', WRITE_ITEMS)
    .objects('media', ['GetObject'], 'workspaces/*')
    .objects('media', ['PutObject'], 'workspaces/*/runs/*')
    .receive(speechQueue)
    // A worker that is stopped puts its message into the queue anew.
    .send(speechQueue)
    .answerTasks();
  if (looksAtPictures(resources)) {
    const rankingQueue = { queueArn: sharedValue(resources, config.name, 'ranking-queue-arn') };
    allowed.receive(rankingQueue).send(rankingQueue).table('cache', WRITE_ITEMS).table('limits', WRITE_ITEMS);
  }
  if (modelsFrom(resources) === 'bucket') allowed.objects('media', ['GetObject'], `${MODELS_PREFIX}/*`);
  acknowledge(task, {
    ECS2: 'Names of resources and numbers; nothing secret is among them.',
    'IAM5[Resource::*]': 'A task token is no resource, and neither is the login to the registry: their actions allow nothing narrower.',
  });
};
