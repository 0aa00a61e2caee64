import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { ProjectsApiEnv } from '../../functions/projects/api.env.ts';
import { WRITE_ITEMS } from '../constructs/access.ts';
import { AppFunction } from '../constructs/app-function.ts';
import type { StageResources } from '../constructs/stage-resources.ts';

/** Projects, uploads and transcripts. */
export class ProjectsArea extends Construct {
  readonly api: AppFunction;

  constructor(scope: Construct, id: string, resources: StageResources) {
    super(scope, id);
    this.api = new AppFunction<z.input<typeof ProjectsApiEnv>>(this, 'Api', {
      config: resources.config,
      key: resources.key,
      entry: 'projects/api',
      description: 'Projects, uploads, transcripts',
      environment: {
        MAIN_TABLE: resources.tables.main.tableName,
        IDEMPOTENCY_TABLE: resources.tables.idempotency.tableName,
        MEDIA_BUCKET: resources.media.bucketName,
        OWNED_SECRET_NAME: resources.secretName('owned'),
      },
      // A transcript of 3 hours is read and checked within the call.
      timeout: Duration.seconds(29),
      memoryMegabytes: 512,
    });
    resources
      .allow(this.api.role)
      .table('main', WRITE_ITEMS)
      .table('idempotency', WRITE_ITEMS)
      .objects(
        'media',
        ['GetObject', 'PutObject', 'DeleteObject', 'AbortMultipartUpload', 'ListMultipartUploadParts'],
        'workspaces/*/projects/*',
      )
      .secret('owned');
  }
}
