import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { OperationsApiEnv } from '../../functions/operations/api.env.ts';
import { READ_ITEMS } from '../constructs/access.ts';
import { AppFunction } from '../constructs/app-function.ts';
import type { StageResources } from '../constructs/stage-resources.ts';

export interface OperationsAreaProps {
  readonly resources: StageResources;
  readonly speechQueue: IQueue;
}

/** Health, readiness and the contract itself. */
export class OperationsArea extends Construct {
  readonly api: AppFunction;

  constructor(scope: Construct, id: string, { resources, speechQueue }: OperationsAreaProps) {
    super(scope, id);
    this.api = new AppFunction<z.input<typeof OperationsApiEnv>>(this, 'Api', {
      config: resources.config,
      key: resources.key,
      entry: 'operations/api',
      description: 'Health, readiness, the OpenAPI document, kept answers, and the answer for addresses there are none',
      environment: {
        MAIN_TABLE: resources.tables.main.tableName,
        CACHE_TABLE: resources.tables.cache.tableName,
        LIMITS_TABLE: resources.tables.limits.tableName,
        MEDIA_BUCKET: resources.media.bucketName,
        SPEECH_QUEUE_URL: speechQueue.queueUrl,
        PROVIDERS: resources.providers,
        PROVIDER_KEYS_SECRET_NAME: resources.secretName('provider-keys'),
      },
      // A key is tried with a call to its provider.
      timeout: Duration.seconds(20),
    });
    resources
      .allow(this.api.role)
      .table('main', READ_ITEMS)
      .table('cache', [...READ_ITEMS, 'UpdateItem', 'DeleteItem'])
      .table('limits', [...READ_ITEMS, 'UpdateItem'])
      .secret('provider-keys', ['GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'])
      .to(['sqs:GetQueueAttributes'], speechQueue.queueArn)
      .to(['s3:ListBucket'], resources.media.bucketArn);
  }
}
