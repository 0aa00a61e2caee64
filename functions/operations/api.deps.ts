import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ReadinessCheck } from '@cutaway/core/operations/readiness';
import { API_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { dynamoClient, s3Client, sqsClient } from '../http/aws.deps.ts';
import { readEnv } from './api.env.ts';

/** What jobs depend on, each asked once and cheaply. */
export const buildDeps = (): { readonly checks: readonly ReadinessCheck[] } => {
  const env = readEnv();
  const dynamo = dynamoClient(API_CLIENT);
  const s3 = s3Client();
  const sqs = sqsClient();
  const table = (name: string, TableName: string): ReadinessCheck => ({
    name,
    check: async () => {
      await dynamo.send(new GetCommand({ TableName, Key: { pk: 'readiness', sk: 'readiness' } }));
      return { state: 'ok', detail: 'answers' };
    },
  });
  return {
    checks: [
      table('database', env.MAIN_TABLE),
      table('cache', env.CACHE_TABLE),
      {
        name: 'storage',
        check: async () => {
          await s3.send(new HeadBucketCommand({ Bucket: env.MEDIA_BUCKET }));
          return { state: 'ok', detail: 'answers' };
        },
      },
      {
        name: 'speech-queue',
        check: async () => {
          const { Attributes } = await sqs.send(
            new GetQueueAttributesCommand({ QueueUrl: env.SPEECH_QUEUE_URL, AttributeNames: ['ApproximateNumberOfMessages'] }),
          );
          return { state: 'ok', detail: `${Attributes?.ApproximateNumberOfMessages ?? '0'} talks wait for a worker` };
        },
      },
    ],
  };
};
