import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { TABLES } from '../../../core/src/platform/dynamo/tables.ts';
import { UPLOAD_TAG } from '../../../core/src/images/own/upload-tag.ts';
import { refersTo } from '../support/references.ts';
import { stageNamed, stages, type SynthesisedStage } from '../support/synthesised.ts';

const Table = z.object({
  TableName: z.string(),
  DeletionProtectionEnabled: z.boolean().default(false),
  PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.boolean() }),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.literal(true) }),
  BillingMode: z.string(),
});
const Redrive = z.object({ RedrivePolicy: z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() }) });

const Lifecycle = z.object({
  LifecycleConfiguration: z.object({
    Rules: z.array(z.looseObject({ TagFilters: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]) })),
  }),
});

/** Queues in which messages wait for people. */
const PARKED = /-parked$/;

const KEPT = ['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::Cognito::UserPool', 'AWS::SecretsManager::Secret'];

const tablesOf = (stage: SynthesisedStage): ReadonlyMap<string, z.infer<typeof Table> & { readonly DeletionPolicy: string | undefined }> =>
  new Map(
    stage.resources('AWS::DynamoDB::Table').map(({ Properties, DeletionPolicy }) => {
      const table = Table.parse(Properties);
      return [table.TableName.replace(/^cutaway-[^-]+-/, ''), { ...table, DeletionPolicy }];
    }),
  );

describe.each(stages)('data of stage $name', stage => {
  const tables = tablesOf(stage);

  it('lies in the tables that the repositories declare, paid by use, with expiry on', () => {
    expect([...tables.keys()].sort()).toEqual(Object.keys(TABLES).sort());
    for (const [name, spec] of Object.entries(TABLES)) {
      expect(tables.get(name)?.TimeToLiveSpecification.AttributeName).toBe(spec.ttlAttribute);
      expect(tables.get(name)?.BillingMode).toBe('PAY_PER_REQUEST');
    }
  });

  it('can be had back as it was at any second of the last weeks, where it cannot be had again', () => {
    for (const [name, { durable }] of Object.entries(TABLES))
      expect(tables.get(name)?.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(durable);
  });

  it('is never left behind by a first deployment that failed, whose names would stand in the way of the next', () => {
    expect(
      stage
        .resources()
        .filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('does not hold what was sent and never taken, nor what was taken as it was sent', () => {
    const marked = stage
      .resources('AWS::S3::Bucket')
      .flatMap(({ Properties }) => Lifecycle.parse(Properties).LifecycleConfiguration.Rules)
      .filter(({ TagFilters }) => TagFilters.some(({ Key, Value }) => Key === UPLOAD_TAG.key && Value === UPLOAD_TAG.value));
    const days = stage.config.data.abandonedUploadDays;
    expect(marked).toMatchObject([{ Status: 'Enabled', ExpirationInDays: days, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }]);
  });

  it('never gets lost in a queue: each has a queue for dead letters, is one, or is where people look', () => {
    const queues = stage.resources('AWS::SQS::Queue');
    const deadLetters = new Set(
      queues.flatMap(({ Properties, stack }) => {
        const parsed = Redrive.safeParse(Properties);
        return parsed.success ? [`${stack}/${refersTo(parsed.data.RedrivePolicy.deadLetterTargetArn) ?? ''}`] : [];
      }),
    );
    const lost = queues.filter(
      ({ Properties, stack, id }) =>
        Properties['RedrivePolicy'] === undefined && !deadLetters.has(`${stack}/${id}`) && !PARKED.test(String(Properties['QueueName'])),
    );
    expect(lost.map(({ path }) => path)).toEqual([]);
    expect(queues.filter(({ Properties }) => PARKED.test(String(Properties['QueueName'])))).toHaveLength(1);
  });
});

describe('production', () => {
  const prod = stageNamed('prod');

  it('keeps its durable tables, buckets, users, secrets and the key they are under, when the stack goes', () => {
    const kept = KEPT.flatMap(type => prod.resources(type));
    expect(
      kept
        .filter(({ DeletionPolicy, UpdateReplacePolicy }) => DeletionPolicy !== 'RetainExceptOnCreate' || UpdateReplacePolicy !== 'Retain')
        .map(({ path }) => path),
    ).toEqual([]);
    expect(tablesOf(prod).get('main')?.DeletionPolicy).toBe('RetainExceptOnCreate');
  });

  it('refuses to delete the table and the users, and the stacks themselves', () => {
    expect(tablesOf(prod).get('main')?.DeletionProtectionEnabled).toBe(true);
    expect(prod.resources('AWS::Cognito::UserPool').map(({ Properties }) => Properties['DeletionProtection'])).toEqual(['ACTIVE']);
    expect(Object.entries(prod.terminationProtection).filter(([, isProtected]) => !isProtected)).toEqual([]);
  });

  it('keeps versions of its objects for a while', () => {
    for (const { Properties } of prod.resources('AWS::S3::Bucket'))
      expect(Properties['VersioningConfiguration']).toEqual({ Status: 'Enabled' });
  });
});

describe('a stage for development', () => {
  it('leaves nothing behind', () => {
    const kept = stageNamed('dev')
      .resources()
      .filter(({ DeletionPolicy }) => DeletionPolicy !== undefined && DeletionPolicy !== 'Delete');
    expect(kept.map(({ path }) => path)).toEqual([]);
  });
});
