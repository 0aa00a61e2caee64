import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { isAnybody, statements } from '../support/policies.ts';
import { isOurKey, refersTo } from '../support/references.ts';
import { stages, type SynthesisedResource, type SynthesisedStage } from '../support/synthesised.ts';

const BucketKey = z.object({
  BucketEncryption: z.object({
    ServerSideEncryptionConfiguration: z.tuple([
      z.object({
        BucketKeyEnabled: z.literal(true),
        ServerSideEncryptionByDefault: z.object({ SSEAlgorithm: z.literal('aws:kms'), KMSMasterKeyID: z.unknown() }),
      }),
    ]),
  }),
});
const TableKey = z.object({
  SSESpecification: z.object({ SSEEnabled: z.literal(true), SSEType: z.literal('KMS'), KMSMasterKeyId: z.unknown() }),
});

/** Everything that stores something, and where it says under which key. */
const KEY_OF: Readonly<Record<string, (properties: SynthesisedResource['Properties']) => unknown>> = {
  'AWS::DynamoDB::Table': properties => TableKey.parse(properties).SSESpecification.KMSMasterKeyId,
  'AWS::S3::Bucket': properties =>
    BucketKey.parse(properties).BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.KMSMasterKeyID,
  'AWS::SQS::Queue': properties => properties['KmsMasterKeyId'],
  'AWS::SNS::Topic': properties => properties['KmsMasterKeyId'],
  'AWS::Logs::LogGroup': properties => properties['KmsKeyId'],
  'AWS::SecretsManager::Secret': properties => properties['KmsKeyId'],
  'AWS::Lambda::Function': properties => properties['KmsKeyArn'],
};

/** Resources whose policy refuses calls that do not come over TLS. */
const refusesPlainHttp = (stage: SynthesisedStage): ReadonlySet<string> => {
  const subjects = statements(stage)
    .filter(({ Effect, Principal, Condition }) => {
      const isPlain = z.object({ Bool: z.object({ 'aws:SecureTransport': z.literal('false') }) }).safeParse(Condition).success;
      return Effect === 'Deny' && isAnybody(Principal) && isPlain;
    })
    .flatMap(({ resource: { stack, Properties } }) => {
      const {
        Bucket,
        Queues = [],
        Topics = [],
      } = z
        .object({ Bucket: z.unknown().optional(), Queues: z.array(z.unknown()).optional(), Topics: z.array(z.unknown()).optional() })
        .parse(Properties);
      return [Bucket, ...Queues, ...Topics].map(subject => `${stack}/${refersTo(subject) ?? ''}`);
    });
  return new Set(subjects);
};

describe.each(stages)('what stage $name stores', stage => {
  it.each(Object.keys(KEY_OF))('lies under our key: %s', type => {
    const found = stage.resources(type);
    expect(found.filter(({ stack, Properties }) => !isOurKey(stage, stack, KEY_OF[type]?.(Properties))).map(({ path }) => path)).toEqual(
      [],
    );
    expect(found).not.toEqual([]);
  });

  it('is under a key that AWS renews every year', () => {
    expect(stage.resources('AWS::KMS::Key').map(({ Properties }) => Properties['EnableKeyRotation'])).toEqual([true]);
  });

  it('holds no key of a provider before the operator has set one, but on a machine of a developer', () => {
    const keys = stage.resources('AWS::SecretsManager::Secret').map(({ Properties }) => Properties['SecretString']);
    expect(keys.filter(value => value !== undefined)).toEqual(stage.name === 'local' ? [expect.stringMatching(/^\{.*\}$/)] : ['{}']);
  });

  it('is reached over TLS only, but on a machine whose endpoints have none', () => {
    const refusing = refusesPlainHttp(stage);
    const open = ['AWS::S3::Bucket', 'AWS::SQS::Queue', 'AWS::SNS::Topic'].flatMap(type => stage.resources(type));
    const expected = stage.config.secureTransport ? [] : open.map(({ path }) => path);
    expect(open.filter(({ stack, id }) => !refusing.has(`${stack}/${id}`)).map(({ path }) => path)).toEqual(expected);
    expect(stage.config.secureTransport || stage.name === 'local').toBe(true);
  });

  it('has disks that are encrypted', () => {
    const Disks = z.object({
      LaunchTemplateData: z.object({ BlockDeviceMappings: z.array(z.object({ Ebs: z.object({ Encrypted: z.literal(true) }) })).min(1) }),
    });
    for (const { Properties } of stage.resources('AWS::EC2::LaunchTemplate')) expect(Disks.safeParse(Properties).success).toBe(true);
  });
});
