import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeContinuousBackupsCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { UPLOAD_TAG } from '../../../core/src/images/own/upload-tag.ts';
import { TABLES, type TableSpec } from '../../../core/src/platform/dynamo/tables.ts';
import { STAGE } from '../support/stage.ts';

/**
 * What the emulator takes from a template and forgets is set after the deployment. These ask the deployed stage, so that it
 * cannot be forgotten again.
 */
const endpoint = STAGE.aws['AWS_ENDPOINT_URL'] ?? '';
const config = { endpoint, region: STAGE.aws['AWS_REGION'] ?? '', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
const dynamodb = new DynamoDBClient(config);
const s3 = new S3Client({ ...config, forcePathStyle: true });
const sqs = new SQSClient(config);
const cloudFormation = new CloudFormationClient(config);
afterAll(() => [dynamodb, s3, sqs, cloudFormation].forEach(client => client.destroy()));

const { MediaBucket, CatalogueBucket, SpeechQueueUrl } = STAGE.outputs;
const BUCKETS = [
  ['media', MediaBucket],
  ['catalogue', CatalogueBucket],
] as const;

describe.each(Object.entries<TableSpec>(TABLES))('the table %s', (name, spec) => {
  const TableName = `cutaway-local-${name}`;

  it('forgets items by the attribute that its readers compare', async () => {
    const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: spec.ttlAttribute });
  });

  it('can be had back as it was at any second, where what is in it cannot be had again', async () => {
    const { ContinuousBackupsDescription } = await dynamodb.send(new DescribeContinuousBackupsCommand({ TableName }));
    const status = ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
    expect(status).toBe(spec.durable ? 'ENABLED' : 'DISABLED');
  });
});

describe.each(BUCKETS)('the bucket %s', (_, Bucket) => {
  const Key = 'in-force/probe.txt';

  it('puts every object under the stage’s key', async () => {
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    const keyId = ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'probe' }));
    const { ServerSideEncryption, SSEKMSKeyId } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect({ ServerSideEncryption, SSEKMSKeyId }).toEqual({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyId });
    expect(keyId).toBeTruthy();
  });

  it('removes uploads that were never finished', async () => {
    const { Rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules).toContainEqual(
      expect.objectContaining({ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } }),
    );
  });

  it('removes by age only what is marked as an upload that nobody took', async () => {
    const { Rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    const removing = Rules.filter(({ Expiration }) => Expiration !== undefined);
    expect(removing.map(({ Filter }) => Filter?.And?.Tags)).toEqual(
      Bucket === MediaBucket ? [[{ Key: UPLOAD_TAG.key, Value: UPLOAD_TAG.value }]] : [],
    );
  });

  it('lets nobody make it public', async () => {
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(Object.values(PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
  });

  it('is closed to whoever has no key, no role and no signed address', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'probe' }));
    const answer = await fetch(`${endpoint}/${Bucket}/${Key}`);
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(answer.status).toBe(403);
  });
});

describe('the speech queue', () => {
  it('is under the stage’s key, and gives up a message after three deliveries', async () => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: SpeechQueueUrl, AttributeNames: ['KmsMasterKeyId', 'RedrivePolicy'] }),
    );
    expect(Attributes['KmsMasterKeyId']).toMatch(/key\//);
    expect(JSON.parse(Attributes['RedrivePolicy'] ?? '{}')).toMatchObject({ maxReceiveCount: 3 });
  });
});

/** @returns the status and text that a viewer gets who comes over TLS; `fetch` would not send that host */
const view = async (path: string): Promise<readonly [number, string]> => {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'Cutaway-local-edge' }));
  const host = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'PicturesDomain')?.OutputValue ?? '';
  const answer = await new Promise<IncomingMessage>((done, fail) =>
    request(`${endpoint}${path}`, { headers: { host, 'x-forwarded-proto': 'https' } }, done)
      .once('error', fail)
      .end(),
  );
  return [answer.statusCode ?? 0, await text(answer)];
};

describe('the edge', () => {
  it('serves pictures of the catalogue, and nothing else of its bucket', async () => {
    const keys = ['catalogue/images/in-force/preview.txt', 'secret/in-force.txt'];
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket: CatalogueBucket, Key, Body: Key }));
    const [served, refused, missing] = [await view(`/${keys[0]}`), await view(`/${keys[1]}`), await view('/catalogue/images/none.jpg')];
    for (const Key of keys) await s3.send(new DeleteObjectCommand({ Bucket: CatalogueBucket, Key }));
    expect(served).toEqual([200, keys[0]]);
    expect([refused[0], missing[0]]).toEqual([403, expect.any(Number)]);
    expect(missing[0]).toBeGreaterThanOrEqual(400);
  });
});
