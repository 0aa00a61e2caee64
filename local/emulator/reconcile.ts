import { ApiGatewayV2Client, UpdateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, UpdateContinuousBackupsCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { PutBucketEncryptionCommand, PutBucketLifecycleConfigurationCommand, S3Client, type LifecycleRule } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { deployedResources } from './deployed-resources.ts';

const TableProperties = z.object({
  TimeToLiveSpecification: z.object({ AttributeName: z.string() }).optional(),
  PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.boolean() }).optional(),
});
const ApiProperties = z.object({
  CorsConfiguration: z
    .object({
      AllowOrigins: z.array(z.string()),
      AllowMethods: z.array(z.string()),
      AllowHeaders: z.array(z.string()),
      ExposeHeaders: z.array(z.string()),
      MaxAge: z.number(),
    })
    .partial()
    .optional(),
});
const BucketProperties = z.object({
  LifecycleConfiguration: z.object({
    Rules: z
      .array(
        // Strict: a rule that is set without one of its conditions removes what it should keep.
        z.strictObject({
          Id: z.string().optional(),
          Status: z.enum(['Enabled', 'Disabled']),
          Prefix: z.string().default(''),
          TagFilters: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
          ExpirationInDays: z.number().optional(),
          NoncurrentVersionExpiration: z.object({ NoncurrentDays: z.number() }).optional(),
          AbortIncompleteMultipartUpload: z.object({ DaysAfterInitiation: z.number() }).optional(),
        }),
      )
      .min(1),
  }),
});

interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly gateway: ApiGatewayV2Client;
  readonly s3: S3Client;
}

type Fix = (clients: Clients, physicalId: string, properties: unknown, keyId: string) => Promise<readonly string[]>;

const table: Fix = async ({ dynamodb }, TableName, properties) => {
  const { TimeToLiveSpecification: ttl, PointInTimeRecoverySpecification: recovery } = TableProperties.parse(properties);
  const applied: string[] = [];
  if (ttl !== undefined) {
    await dynamodb
      .send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: ttl.AttributeName, Enabled: true } }))
      .catch((error: unknown) => {
        if (!(error instanceof Error) || !/already enabled/i.test(error.message)) throw error;
      });
    applied.push('expiry');
  }
  if (recovery?.PointInTimeRecoveryEnabled === true) {
    await dynamodb.send(
      new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
    );
    applied.push('point-in-time recovery');
  }
  return applied;
};

const cors: Fix = async ({ gateway }, ApiId, properties) => {
  const { CorsConfiguration } = ApiProperties.parse(properties);
  if (CorsConfiguration === undefined) return [];
  await gateway.send(new UpdateApiCommand({ ApiId, CorsConfiguration }));
  return ['CORS'];
};

const bucket: Fix = async ({ s3 }, Bucket, properties, keyId) => {
  const { Rules } = BucketProperties.parse(properties).LifecycleConfiguration;
  const rules = Rules.map(({ Id, Prefix, TagFilters: Tags, ExpirationInDays, ...rule }): LifecycleRule => ({
    ID: Id,
    Filter: Tags.length === 0 ? { Prefix } : { And: { Prefix, Tags } },
    ...rule,
    ...(ExpirationInDays !== undefined && { Expiration: { Days: ExpirationInDays } }),
  }));
  const encryption = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyId },
    BucketKeyEnabled: true,
  } as const;
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [encryption] } }));
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: rules } }));
  return ['encryption', 'lifecycle'];
};

const FIXES: Readonly<Record<string, Fix>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::ApiGatewayV2::Api': cors,
  'AWS::S3::Bucket': bucket,
};

/**
 * Applies to the emulator what its CloudFormation accepts but drops. Idempotent; it runs after every local deployment.
 * @param assembly folder of the synthesised app
 * @param environment where the emulator is: `AWS_ENDPOINT_URL`, `AWS_REGION` and credentials
 * @returns one line for each property that was set
 */
export const reconcile = async (assembly: string, environment: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const {
    AWS_ENDPOINT_URL: endpoint = '',
    AWS_REGION: region = '',
    AWS_ACCESS_KEY_ID: accessKeyId = '',
    AWS_SECRET_ACCESS_KEY: secretAccessKey = '',
  } = environment;
  const config = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  const clients = {
    dynamodb: new DynamoDBClient(config),
    gateway: new ApiGatewayV2Client(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
  };
  const cloudFormation = new CloudFormationClient(config);
  try {
    const resources = await deployedResources(cloudFormation, assembly);
    const keyId = resources.find(({ type }) => type === 'AWS::KMS::Key')?.physicalId ?? '';
    const applied = resources.map(async ({ path, physicalId, type, properties }) =>
      ((await FIXES[type]?.(clients, physicalId, properties, keyId)) ?? []).map(what => `${path}: ${what}`),
    );
    return (await Promise.all(applied)).flat();
  } finally {
    for (const client of [cloudFormation, ...Object.values(clients)]) client.destroy();
  }
};
