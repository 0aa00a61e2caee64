import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiGatewayV2Client, UpdateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, UpdateContinuousBackupsCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { PutBucketEncryptionCommand, PutBucketLifecycleConfigurationCommand, S3Client, type LifecycleRule } from '@aws-sdk/client-s3';
import * as z from 'zod';

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.object({ templateFile: z.string().optional(), stackName: z.string().optional() }).optional(),
    }),
  ),
});
const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() })),
});

const Ttl = z.object({ AttributeName: z.string() });
const Pitr = z.object({ PointInTimeRecoveryEnabled: z.boolean() });
const TableProperties = z.object({ TimeToLiveSpecification: Ttl.optional(), PointInTimeRecoverySpecification: Pitr.optional() });
const FunctionProperties = z.object({ ReservedConcurrentExecutions: z.number().optional() });
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
  LifecycleConfiguration: z
    .object({
      Rules: z.array(
        z.object({
          Id: z.string().optional(),
          Status: z.enum(['Enabled', 'Disabled']),
          Prefix: z.string().default(''),
          ExpirationInDays: z.number().optional(),
          NoncurrentVersionExpiration: z.object({ NoncurrentDays: z.number() }).optional(),
          AbortIncompleteMultipartUpload: z.object({ DaysAfterInitiation: z.number() }).optional(),
        }),
      ),
    })
    .optional(),
});

const dynamodb = new DynamoDBClient({});
const lambda = new LambdaClient({});
const gateway = new ApiGatewayV2Client({});
const s3 = new S3Client({});

type Fix = (physicalId: string, properties: unknown, key: string) => Promise<readonly string[]>;

const table: Fix = async (TableName, properties) => {
  const { TimeToLiveSpecification: ttl, PointInTimeRecoverySpecification: pitr } = TableProperties.parse(properties);
  const applied: string[] = [];
  if (ttl !== undefined) {
    await dynamodb
      .send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: ttl.AttributeName, Enabled: true } }))
      .catch((error: unknown) => {
        if (!(error instanceof Error) || !/already enabled/i.test(error.message)) throw error;
      });
    applied.push('TTL');
  }
  if (pitr?.PointInTimeRecoveryEnabled === true) {
    await dynamodb.send(
      new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
    );
    applied.push('point-in-time recovery');
  }
  return applied;
};

const concurrency: Fix = async (FunctionName, properties) => {
  const { ReservedConcurrentExecutions } = FunctionProperties.parse(properties);
  if (ReservedConcurrentExecutions === undefined) return [];
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
  return ['reserved concurrency'];
};

const cors: Fix = async (ApiId, properties) => {
  const { CorsConfiguration } = ApiProperties.parse(properties);
  if (CorsConfiguration === undefined) return [];
  await gateway.send(new UpdateApiCommand({ ApiId, CorsConfiguration }));
  return ['CORS'];
};

const bucket: Fix = async (Bucket, properties, key) => {
  const Rules = (BucketProperties.parse(properties).LifecycleConfiguration?.Rules ?? []).map(
    ({ Id, Prefix, ExpirationInDays, ...rule }): LifecycleRule => ({
      ID: Id,
      Filter: { Prefix },
      ...rule,
      ...(ExpirationInDays !== undefined && { Expiration: { Days: ExpirationInDays } }),
    }),
  );
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key }, BucketKeyEnabled: true }],
      },
    }),
  );
  if (Rules.length > 0) await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  return ['encryption', 'lifecycle'];
};

const FIXES: Readonly<Record<string, Fix>> = {
  'AWS::DynamoDB::Table': table,
  'AWS::Lambda::Function': concurrency,
  'AWS::ApiGatewayV2::Api': cors,
  'AWS::S3::Bucket': bucket,
};

const physicalIds = async (cloudFormation: CloudFormationClient, StackName: string): Promise<ReadonlyMap<string, string>> => {
  const ids = new Map<string, string>();
  for await (const page of paginateListStackResources({ client: cloudFormation }, { StackName })) {
    for (const { LogicalResourceId, PhysicalResourceId } of page.StackResourceSummaries ?? []) {
      if (LogicalResourceId !== undefined && PhysicalResourceId !== undefined) ids.set(LogicalResourceId, PhysicalResourceId);
    }
  }
  return ids;
};

interface DeployedStack {
  readonly name: string;
  readonly resources: z.infer<typeof Template>['Resources'];
  readonly ids: ReadonlyMap<string, string>;
}

const deployedStacks = async (assembly: string): Promise<readonly DeployedStack[]> => {
  const cloudFormation = new CloudFormationClient({});
  const { artifacts } = Manifest.parse(JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8')));
  const stacks: DeployedStack[] = [];
  for (const [name, { type, properties }] of Object.entries(artifacts)) {
    if (type !== 'aws:cloudformation:stack' || properties?.templateFile === undefined) continue;
    const template = Template.parse(JSON.parse(readFileSync(join(assembly, properties.templateFile), 'utf8')));
    stacks.push({ name, resources: template.Resources, ids: await physicalIds(cloudFormation, properties.stackName ?? name) });
  }
  return stacks;
};

const physicalResources = (
  stacks: readonly DeployedStack[],
): readonly { readonly path: string; readonly id: string; readonly type: string; readonly properties: unknown }[] =>
  stacks.flatMap(({ name, resources, ids }) =>
    Object.entries(resources).flatMap(([logicalId, resource]) => {
      const id = ids.get(logicalId);
      return id === undefined ? [] : [{ path: `${name}/${logicalId}`, id, type: resource.Type, properties: resource.Properties ?? {} }];
    }),
  );

/**
 * Applies to the emulator what its CloudFormation accepts but drops. Idempotent; it runs after every local deployment.
 * @param assembly folder of the synthesised app
 * @returns one line for each property that was set
 */
export const reconcile = async (assembly: string): Promise<readonly string[]> => {
  const resources = physicalResources(await deployedStacks(assembly));
  const key = resources.find(resource => resource.type === 'AWS::KMS::Key')?.id ?? '';
  const applied = await Promise.all(
    resources.map(async ({ path, id, type, properties }) =>
      ((await FIXES[type]?.(id, properties, key)) ?? []).map(what => `${path}: ${what}`),
    ),
  );
  return applied.flat();
};

if (process.argv[1] === import.meta.filename) for (const line of await reconcile(process.argv[2] ?? 'cdk.out')) console.log(line);
