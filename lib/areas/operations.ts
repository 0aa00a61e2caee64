import { Duration, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnRotationSchedule } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { OperationsApiEnv } from '../../functions/operations/api.env.ts';
import type { RotateOwnedEnv } from '../../functions/operations/rotate-owned.env.ts';
import { READ_ITEMS } from '../constructs/access.ts';
import { AppFunction } from '../constructs/app-function.ts';
import type { StageResources } from '../constructs/stage-resources.ts';

export interface OperationsAreaProps {
  readonly resources: StageResources;
  readonly speechQueue: IQueue;
  /** Null where no worker looks at pictures. */
  readonly rankingQueue: IQueue | null;
}

/** Health, readiness and the contract itself. */
export class OperationsArea extends Construct {
  readonly api: AppFunction;

  constructor(scope: Construct, id: string, { resources, speechQueue, rankingQueue }: OperationsAreaProps) {
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
        ...(rankingQueue !== null && { RANKING_QUEUE_URL: rankingQueue.queueUrl }),
        PROVIDERS: resources.providers,
        PROVIDER_KEYS_SECRET_NAME: resources.secretName('provider-keys'),
      },
      // A key is tried with a call to its provider.
      timeout: Duration.seconds(20),
    });
    this.rotateOwned(resources);
    resources
      .allow(this.api.role)
      .table('main', READ_ITEMS)
      .table('cache', [...READ_ITEMS, 'UpdateItem', 'DeleteItem'])
      .table('limits', [...READ_ITEMS, 'UpdateItem'])
      .secret('provider-keys', ['GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'])
      .to(['sqs:GetQueueAttributes'], speechQueue.queueArn, ...(rankingQueue === null ? [] : [rankingQueue.queueArn]))
      .to(['s3:ListBucket'], resources.media.bucketArn);
  }

  /** Replaces the root of our own keys four times a year; what was made with the one before stays good for its life. */
  private rotateOwned(resources: StageResources): void {
    const rotate = new AppFunction<z.input<typeof RotateOwnedEnv>>(this, 'RotateOwned', {
      config: resources.config,
      key: resources.key,
      entry: 'operations/rotate-owned',
      description: 'Replaces the root of our own keys, in the four steps of Secrets Manager',
      environment: { OWNED_SECRET_NAME: resources.secretName('owned') },
      timeout: Duration.seconds(30),
    });
    resources.allow(rotate.role).secret('owned', ['GetSecretValue', 'DescribeSecret', 'PutSecretValue', 'UpdateSecretVersionStage']);
    rotate.function.addPermission('SecretsManager', {
      principal: new ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceAccount: Stack.of(this).account,
      sourceArn: resources.secretArn('owned'),
    });
    const schedule = new CfnRotationSchedule(this, 'OwnedRotation', {
      secretId: resources.secretName('owned'),
      rotationLambdaArn: rotate.function.functionArn,
      rotationRules: { scheduleExpression: 'rate(90 days)' },
      // The first value is as good as any; a deployment is no reason to replace it.
      rotateImmediatelyOnUpdate: false,
    });
    schedule.node.addDependency(rotate.function);
  }
}
