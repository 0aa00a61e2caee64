import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ProviderConfig } from '@cutaway/core/images/provider-config';
import { ProviderSettings } from '@cutaway/core/images/provider-settings';
import { sharedAnswers } from '@cutaway/core/images/dynamo-shared-calls';
import { providerStanding } from '@cutaway/core/operations/provider-standing';
import type { ReadinessCheck } from '@cutaway/core/operations/readiness';
import type { CacheInvalidation } from '@cutaway/core/platform/answer-cache';
import type { CallAccount } from '@cutaway/core/platform/call-gate';
import { modelStanding } from '@cutaway/core/operations/model-standing';
import { schemaStanding } from '@cutaway/core/operations/schema-standing';
import { readSchemaMarker } from '@cutaway/core/platform/migrations/dynamo-schema-marker';
import { systemClock } from '@cutaway/core/platform/clock';
import { accountRules } from '@cutaway/core/platform/gate/account-rules';
import { readAccountState } from '@cutaway/core/platform/gate/account-state';
import { DynamoAccountTable } from '@cutaway/core/platform/gate/dynamo-account-table';
import { type ModelName, readModelRecord } from '@cutaway/core/platform/models/dynamo-model-record';
import { windowId } from '@cutaway/core/platform/gate/sliding-window';
import { API_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { adminProviders, type AdminProviders } from './admin-providers.deps.ts';
import { dynamoClient, s3Client, sqsClient } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';
import { readEnv } from './api.env.ts';

/** Whose budgets the stage uses: the knowledge base's, and those of the picture sources that may be asked. */
const askedAccounts = ({ enabled }: ProviderConfig): readonly CallAccount[] => [
  'wikimedia',
  'wikimedia-media',
  ...enabled.filter(provider => provider !== 'commons'),
];

/** What jobs depend on, each asked once and cheaply, and what is kept of providers' answers. */
export const buildDeps = (): {
  readonly checks: readonly ReadinessCheck[];
  readonly cache: CacheInvalidation;
  readonly providers: AdminProviders;
} => {
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
  const queue = (name: string, QueueUrl: string): ReadinessCheck => ({
    name,
    check: async () => {
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }));
      return { state: 'ok', detail: `${Attributes?.ApproximateNumberOfMessages ?? '0'} talks wait for a worker` };
    },
  });
  const model = (name: ModelName): ReadinessCheck => ({
    name,
    check: async () => modelStanding(name, await readModelRecord({ client: dynamo, table: env.MAIN_TABLE }, name)),
  });
  const settings = ProviderSettings.parse(JSON.parse(env.PROVIDERS));
  const allRules = accountRules(settings.quotaOverrides);
  const accounts = new DynamoAccountTable({ client: dynamo, table: env.LIMITS_TABLE });
  const provider = (account: CallAccount): ReadinessCheck => ({
    name: account,
    check: async () => {
      const rules = allRules[account];
      return providerStanding(rules, readAccountState(await accounts.read(account), rules.windows.map(windowId)), systemClock());
    },
  });
  return {
    cache: sharedAnswers({ client: dynamo, table: env.CACHE_TABLE, logger }, settings),
    providers: adminProviders(settings, allRules, accounts, env.PROVIDER_KEYS_SECRET_NAME),
    checks: [
      table('database', env.MAIN_TABLE),
      { name: 'schema', check: async () => schemaStanding(await readSchemaMarker({ client: dynamo, table: env.MAIN_TABLE })) },
      table('cache', env.CACHE_TABLE),
      {
        name: 'storage',
        check: async () => {
          await s3.send(new HeadBucketCommand({ Bucket: env.MEDIA_BUCKET }));
          return { state: 'ok', detail: 'answers' };
        },
      },
      queue('speech-queue', env.SPEECH_QUEUE_URL),
      model('recogniser'),
      ...(env.RANKING_QUEUE_URL === undefined ? [] : [queue('ranking-queue', env.RANKING_QUEUE_URL), model('image-model')]),
      ...askedAccounts(settings.config).map(provider),
    ],
  };
};
