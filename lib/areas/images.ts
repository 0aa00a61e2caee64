import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { LogEvent } from '@cutaway/core/observability/events';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { CleanupEnv } from '../../functions/images/cleanup-expired-cache.env.ts';
import type { AcquireEnv } from '../../functions/images/acquire.env.ts';
import type { OwnImagesApiEnv } from '../../functions/images/own-api.env.ts';
import type { ImagesApiEnv } from '../../functions/images/api.env.ts';
import type { RankEnv } from '../../functions/images/rank.env.ts';
import type { SearchEnv } from '../../functions/images/search.env.ts';
import type { UpkeepEnv } from '../../functions/images/upkeep.env.ts';
import { READ_ITEMS, WRITE_ITEMS } from '../constructs/access.ts';
import { AppFunction } from '../constructs/app-function.ts';
import { countLogEvent } from '../constructs/log-event-metric.ts';
import { grantProviders, MEMORY_FOR_TWO_THREADS, providersEnvironment, stageFunction } from '../constructs/stage-function.ts';
import type { StageResources } from '../constructs/stage-resources.ts';
import { WorkQueue } from '../constructs/work-queue.ts';

/** Pictures: searched as metadata, ranked, fetched once chosen, served by presigned addresses. */
export class ImagesArea extends Construct {
  readonly search: AppFunction;
  readonly rank: AppFunction;
  /** To the worker that looks at pictures; null where none does. */
  readonly rankingQueue: WorkQueue | null;
  readonly acquire: AppFunction;
  readonly api: AppFunction;
  readonly ownApi: AppFunction;

  constructor(scope: Construct, id: string, resources: StageResources) {
    super(scope, id);
    this.search = stageFunction<z.input<typeof SearchEnv>>(this, 'Search', {
      resources,
      entry: 'images/search',
      description: 'Candidates for some entities: metadata and preview addresses only',
      environment: providersEnvironment(resources),
      // Four rounds of entities whose providers do not answer, three attempts of ten seconds and their pauses each.
      timeout: Duration.minutes(5),
    });
    grantProviders(resources, this.search);
    this.countRefusedKeys(resources, this.search);
    this.rank = stageFunction<z.input<typeof RankEnv>>(this, 'Rank', {
      resources,
      entry: 'images/rank',
      description: 'Orders the candidates of every entity by what is said of them',
      environment: {},
      memoryMegabytes: MEMORY_FOR_TWO_THREADS,
      native: true,
      timeout: Duration.minutes(10),
    });
    const { config, key } = resources;
    this.rankingQueue =
      config.inference.imageModel === null
        ? null
        : new WorkQueue(this, 'Ranking', { config, key, name: 'ranking', visibilityTimeout: Duration.minutes(2) });
    this.acquire = this.acquireFunction(resources);
    const upkeep = this.upkeepFunction(resources);
    this.api = this.apiFunction(resources, upkeep);
    this.ownApi = this.ownApiFunction(resources, upkeep);
    this.cleanupFunction(resources);
  }

  private countRefusedKeys({ config }: StageResources, { logGroup }: AppFunction): void {
    countLogEvent(logGroup, { stage: config.name, logGroup, event: LogEvent.providerKeyRefused });
  }

  private acquireFunction(resources: StageResources): AppFunction {
    const acquire = stageFunction<z.input<typeof AcquireEnv>>(this, 'Acquire', {
      resources,
      entry: 'images/acquire',
      description: 'Downloads, verifies and stores the pictures of some cues, or their runners-up',
      environment: { ...providersEnvironment(resources), CATALOGUE_BUCKET: resources.catalogue.bucketName },
      // 100 MB for a decoded picture with its encoders, 220 MB for the classifier; a whole processor comes with it.
      memoryMegabytes: 1_769,
      native: true,
      timeout: Duration.minutes(5),
    });
    grantProviders(resources, acquire);
    resources.allow(acquire.role).objects('catalogue', ['GetObject', 'PutObject'], 'catalogue/*');
    this.countRefusedKeys(resources, acquire);
    return acquire;
  }

  /** What is owed to others: takedowns at once when it is woken for them, reports of use and looks at pictures by and by. */
  private upkeepFunction(resources: StageResources): AppFunction {
    const upkeep = new AppFunction<z.input<typeof UpkeepEnv>>(this, 'Upkeep', {
      config: resources.config,
      key: resources.key,
      entry: 'images/upkeep',
      description: 'Takes pictures down, tells providers of uses, looks again at pictures in use',
      environment: {
        ...providersEnvironment(resources),
        MAIN_TABLE: resources.tables.main.tableName,
        MEDIA_BUCKET: resources.media.bucketName,
        CATALOGUE_BUCKET: resources.catalogue.bucketName,
      },
      timeout: Duration.minutes(5),
      memoryMegabytes: 512,
    });
    grantProviders(resources, upkeep);
    resources
      .allow(upkeep.role)
      .table('main', WRITE_ITEMS)
      .objects('media', ['GetObject'], 'workspaces/*')
      .objects('media', ['PutObject'], 'workspaces/*/edits/*')
      .objects('media', ['DeleteObject', 'DeleteObjectVersion'], 'workspaces/*/exports/*', 'workspaces/*/images/*')
      .objects('catalogue', ['DeleteObject', 'DeleteObjectVersion'], 'catalogue/*')
      .to(['s3:ListBucketVersions'], resources.media.bucketArn, resources.catalogue.bucketArn);
    new Rule(this, 'UpkeepSchedule', {
      description: 'What is owed to others for pictures',
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [new LambdaFunction(upkeep.function)],
    });
    this.countRefusedKeys(resources, upkeep);
    return upkeep;
  }

  /** The pruning of what nobody needs: by mark and sweep, some hours apart. */
  private cleanupFunction(resources: StageResources): void {
    const cleanup = new AppFunction<z.input<typeof CleanupEnv>>(this, 'Cleanup', {
      config: resources.config,
      key: resources.key,
      entry: 'images/cleanup-expired-cache',
      description: 'Removes pictures nobody shows and files that belong to nothing; tells of old keys',
      environment: {
        MAIN_TABLE: resources.tables.main.tableName,
        CATALOGUE_BUCKET: resources.catalogue.bucketName,
        PROVIDER_KEYS_SECRET_NAME: resources.secretName('provider-keys'),
      },
      timeout: Duration.minutes(15),
    });
    resources
      .allow(cleanup.role)
      .table('main', [...READ_ITEMS, 'UpdateItem', 'DeleteItem'])
      .objects('catalogue', ['DeleteObject', 'DeleteObjectVersion'], 'catalogue/*')
      .secret('provider-keys')
      .to(['s3:ListBucket', 's3:ListBucketVersions'], resources.catalogue.bucketArn);
    countLogEvent(cleanup, { stage: resources.config.name, logGroup: cleanup.logGroup, event: LogEvent.providerKeyOld });
    new Rule(this, 'CleanupSchedule', {
      description: 'Pictures nobody shows, files that belong to nothing',
      schedule: Schedule.rate(Duration.hours(5)),
      targets: [new LambdaFunction(cleanup.function)],
    });
  }

  private apiFunction(resources: StageResources, upkeep: AppFunction): AppFunction {
    const api = new AppFunction<z.input<typeof ImagesApiEnv>>(this, 'Api', {
      config: resources.config,
      key: resources.key,
      entry: 'images/api',
      description: 'Stored pictures and their bytes',
      environment: {
        MAIN_TABLE: resources.tables.main.tableName,
        MEDIA_BUCKET: resources.media.bucketName,
        CATALOGUE_BUCKET: resources.catalogue.bucketName,
        UPKEEP_FUNCTION: upkeep.function.functionName,
      },
      timeout: Duration.seconds(15),
    });
    resources
      .allow(api.role)
      .table('main', ['GetItem', 'BatchGetItem', 'PutItem', 'ConditionCheckItem'])
      .objects('catalogue', ['GetObject'], 'catalogue/*')
      .objects('media', ['GetObject'], 'workspaces/*/images/*')
      .to(['lambda:InvokeFunction'], upkeep.function.functionArn);
    return api;
  }

  /** Apart from the other calls, because it alone writes pictures of workspaces, and carries what renders them. */
  private ownApiFunction(resources: StageResources, upkeep: AppFunction): AppFunction {
    const api = new AppFunction<z.input<typeof OwnImagesApiEnv>>(this, 'OwnApi', {
      config: resources.config,
      key: resources.key,
      entry: 'images/own-api',
      description: 'Pictures of a workspace of its own: added, listed, deleted',
      environment: {
        MAIN_TABLE: resources.tables.main.tableName,
        MEDIA_BUCKET: resources.media.bucketName,
        OWNED_SECRET_NAME: resources.secretName('owned'),
        UPKEEP_FUNCTION: upkeep.function.functionName,
      },
      // 25 MB as sent, 60 megapixels on their way to a master; a whole processor comes with it.
      memoryMegabytes: 1_769,
      native: true,
      timeout: Duration.seconds(29),
    });
    resources
      .allow(api.role)
      .table('main', [...READ_ITEMS, 'PutItem', 'DeleteItem'])
      .objects('media', ['GetObject', 'PutObject'], 'workspaces/*/images/*')
      // An upload is marked as one, and removed once it was taken.
      .objects('media', ['PutObjectTagging', 'DeleteObject'], 'workspaces/*/images/uploads/*')
      .secret('owned')
      .to(['lambda:InvokeFunction'], upkeep.function.functionArn);
    return api;
  }
}
