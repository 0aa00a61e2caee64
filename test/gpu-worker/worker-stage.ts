import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll } from '@jest/globals';
import type { OwnerScope } from '../../core/src/accounts/owner-scope.ts';
import type { ProcessingJob } from '../../core/src/jobs/job.ts';
import { s3ObjectStore } from '../../core/src/platform/s3-object-store.ts';
import { putTranscript } from '../../core/src/projects/put-transcript.ts';
import { aJob, aProject, aScope, START_MS } from '../../core/src/testing/builders.ts';
import type { Stores } from '../../core/src/testing/memory-stores.ts';
import { freePort } from '../../local/emulator/ministack.ts';
import { bundle } from '../../local/stage/deployment.ts';
import { startWorker, type WorkerProcess } from '../../local/stage/worker-process.ts';
import { createDynamoStores } from '../support/dynamo-stores.ts';
import { TEST_TABLES, useEmulator } from '../support/emulator.ts';
import { committed } from '../support/fixtures.ts';

const BUCKET = 'worker-test-media';
const MACHINE = 'worker-test';

/** Deliveries of a message before it is a dead letter, as in the product. */
export const DELIVERIES = 3;

/** What of the product's stacks a worker meets: its bucket, its queue with dead letters, a run that waits for its answer. */
const TEMPLATE = {
  Resources: {
    Media: { Type: 'AWS::S3::Bucket', Properties: { BucketName: BUCKET } },
    Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
    Speech: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: 'speech',
        VisibilityTimeout: 120,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: DELIVERIES },
      },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'send',
            PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }] },
          },
        ],
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: MACHINE,
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        DefinitionString: {
          'Fn::Sub': JSON.stringify({
            StartAt: 'hear',
            States: {
              hear: {
                Type: 'Task',
                Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
                Parameters: {
                  QueueUrl: '${Speech}',
                  MessageBody: { version: 1, type: 'hear', 'taskToken.$': '$$.Task.Token', 'job.$': '$.job' },
                },
                End: true,
              },
            },
          }),
        },
      },
    },
  },
};

export interface StartedTalk {
  readonly scope: OwnerScope;
  readonly jobId: string;
  /** What the run is answered, once it is. */
  readonly answer: () => Promise<string | null>;
  readonly job: () => Promise<ProcessingJob>;
  /** Keys of the run's results. */
  readonly results: () => Promise<readonly string[]>;
}

export interface WorkerStage {
  readonly stores: Stores;
  /** Starts the worker's process. @param environment beside what every worker has */
  worker(environment?: Readonly<Record<string, string>>): Promise<WorkerProcess>;
  start(talk: { readonly wav: Uint8Array; readonly words: Uint8Array }): Promise<StartedTalk>;
  /** Messages that wait, and those that somebody holds. */
  messages(queue: 'speech' | 'dead'): Promise<{ readonly waiting: number; readonly held: number }>;
}

/** An emulator of the file's own with what a worker needs, for `beforeAll`. Every worker is ended with the file. */
export const useWorkerStage = (): (() => WorkerStage) => {
  const emulator = useEmulator();
  const workers: WorkerProcess[] = [];
  let home: string | undefined;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'cutaway-worker-'));
    await bundle();
    const cloudFormation = new CloudFormationClient({});
    await cloudFormation.send(
      new CreateStackCommand({ StackName: MACHINE, TemplateBody: JSON.stringify(TEMPLATE), Capabilities: ['CAPABILITY_IAM'] }),
    );
    await waitUntilStackCreateComplete({ client: cloudFormation, maxWaitTime: 60, minDelay: 1 }, { StackName: MACHINE });
  }, 180_000);
  afterAll(async () => {
    for (const worker of workers) await worker.stop();
    if (home !== undefined) rmSync(home, { recursive: true, force: true });
  }, 60_000);

  return () => {
    const { client, env } = emulator();
    const [s3, sqs, sfn] = [new S3Client({ forcePathStyle: true }), new SQSClient({}), new SFNClient({})];
    const stores = createDynamoStores({ client });
    const urlOf = async (QueueName: string): Promise<string> => (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
    const media = s3ObjectStore(s3, BUCKET);
    return {
      stores,
      worker: async (environment = {}) => {
        const worker = await startWorker({
          environment: {
            ...env,
            STAGE: 'local',
            MAIN_TABLE: TEST_TABLES.main,
            MEDIA_BUCKET: BUCKET,
            SPEECH_QUEUE_URL: await urlOf('speech'),
            MODELS_FOLDER: committed('models'),
            // The emulator gives a message to a call that a stopped worker has left hanging; it is back after this.
            VISIBILITY_SECONDS: '12',
            ...environment,
          },
          port: await freePort(),
          logFile: join(home ?? '', `worker-${workers.length}.log`),
        });
        workers.push(worker);
        return worker;
      },
      start: async ({ wav, words }) => {
        const scope = aScope();
        const { key, bytes } = await media.put(`media/${scope.workspaceId}`, wav, { contentType: 'audio/wav' });
        const project = await stores.projects.create(
          scope,
          aProject({ media: { key, bytes, checksum: 'unused-1', contentType: 'audio/wav', info: null } }),
        );
        await putTranscript({ projects: stores.projects, media, clock: () => START_MS }, scope, project.id, {
          bytes: words,
          contentType: 'application/json',
        });
        const job = await stores.jobs.create(scope, aJob({ projectId: project.id }));
        const ref = { ...scope.claims, projectId: project.id, jobId: job.id, run: 1 };
        const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${MACHINE}`;
        const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify({ job: ref }) }));
        return {
          scope,
          jobId: job.id,
          answer: async () => (await sfn.send(new DescribeExecutionCommand({ executionArn }))).output ?? null,
          job: () => stores.jobs.get(scope, job.id),
          results: async () => {
            const Prefix = `workspaces/${scope.workspaceId}/projects/${project.id}/jobs/`;
            const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix }));
            return Contents.flatMap(({ Key }) => Key?.replace(/.*\/runs\//, '') ?? []).sort();
          },
        };
      },
      messages: async queue => {
        const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: await urlOf(queue), AttributeNames: ['All'] }));
        const number = (value: string | undefined): number => Number(value ?? 0);
        return {
          waiting: number(Attributes?.ApproximateNumberOfMessages),
          held: number(Attributes?.ApproximateNumberOfMessagesNotVisible),
        };
      },
    };
  };
};
