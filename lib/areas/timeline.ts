import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { TimelineApiEnv } from '../../functions/timeline/api.env.ts';
import type { ComposeEnv } from '../../functions/timeline/compose.env.ts';
import type { PublishEnv } from '../../functions/timeline/publish.env.ts';
import { READ_ITEMS } from '../constructs/access.ts';
import { AppFunction } from '../constructs/app-function.ts';
import { stageFunction } from '../constructs/stage-function.ts';
import type { StageResources } from '../constructs/stage-resources.ts';

/** The timeline: composed, published, read, exported. */
export class TimelineArea extends Construct {
  readonly compose: AppFunction;
  readonly publish: AppFunction;
  readonly api: AppFunction;

  constructor(scope: Construct, id: string, resources: StageResources) {
    super(scope, id);
    this.compose = stageFunction<z.input<typeof ComposeEnv>>(this, 'Compose', {
      resources,
      entry: 'timeline/compose',
      description: 'The best pictures for the best moments, none overlapping',
      environment: {},
      memoryMegabytes: 1_024,
    });
    this.publish = stageFunction<z.input<typeof PublishEnv>>(this, 'Publish', {
      resources,
      entry: 'timeline/publish',
      description: 'Manifest, exports, rows of the results, and the last word on the job',
      environment: { CATALOGUE_BUCKET: resources.catalogue.bucketName },
      memoryMegabytes: 1_024,
      timeout: Duration.minutes(5),
    });
    resources.allow(this.publish.role).objects('catalogue', ['GetObject'], 'catalogue/*');
    this.api = this.apiFunction(resources);
  }

  private apiFunction(resources: StageResources): AppFunction {
    const api = new AppFunction<z.input<typeof TimelineApiEnv>>(this, 'Api', {
      config: resources.config,
      key: resources.key,
      entry: 'timeline/api',
      description: 'Results of a project and their exports',
      environment: {
        MAIN_TABLE: resources.tables.main.tableName,
        MEDIA_BUCKET: resources.media.bucketName,
        CATALOGUE_BUCKET: resources.catalogue.bucketName,
        OWNED_SECRET_NAME: resources.secretName('owned'),
      },
      timeout: Duration.seconds(29),
      memoryMegabytes: 512,
    });
    resources
      .allow(api.role)
      .table('main', READ_ITEMS)
      .objects('media', ['GetObject'], 'workspaces/*')
      .objects('media', ['PutObject'], 'workspaces/*/exports/*')
      .objects('catalogue', ['GetObject'], 'catalogue/*')
      .secret('owned');
    return api;
  }
}
