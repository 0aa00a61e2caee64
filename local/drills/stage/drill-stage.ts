import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Client } from '../../../cli/client/client/index.ts';
import { getMe } from '../../../cli/client/index.ts';
import { answered } from '../../../cli/stage/answered.ts';
import { connect } from '../../../cli/stage/connect.ts';
import { createAccount } from '../../demo-account.ts';
import { makeOperator } from '../../make-operator.ts';
import { startLocalStage, type LocalStage, type LocalStageOptions } from '../../stage/local-stage.ts';
import type { WorkerProcess } from '../../stage/worker-process.ts';
import { Faults } from './faults.ts';

/** A stage of a drill's own, with an account on it, and an operator's clients to look behind the API. */
export interface DrillStage {
  readonly local: LocalStage;
  readonly client: Client;
  readonly workspaceId: string;
  readonly faults: Faults;
  readonly dynamo: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly sfn: SFNClient;
  readonly lambda: LambdaClient;
  stop(): Promise<void>;
}

type DrillStageOptions = Pick<LocalStageOptions, 'environment' | 'worker' | 'persist' | 'latencyMs'>;

/** As ECS does: a worker that ended by itself is replaced. */
const keepReplacing = (local: LocalStage, isStopping: () => boolean): void => {
  const watch = async (worker: WorkerProcess): Promise<void> => {
    await worker.exited;
    if (!isStopping()) void watch(await local.addWorker());
  };
  for (const worker of local.workers) void watch(worker);
};

export const startDrillStage = async (options: DrillStageOptions, onStep: (step: string) => void): Promise<DrillStage> => {
  const home = mkdtempSync(join(tmpdir(), 'cutaway-drill-'));
  const removeHome = (): void => rmSync(home, { recursive: true, force: true });
  process.once('exit', removeHome);
  const faults = new Faults(join(home, 'faults'));
  const local = await startLocalStage({ ...options, home, faults: faults.folder, onStep });
  let isStopping = false;
  keepReplacing(local, () => isStopping);
  const endpoint = local.aws['AWS_ENDPOINT_URL'] ?? '';
  const aws = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const account = await createAccount(local.apiUrl, endpoint, 'drill@cutaway.example');
  await makeOperator({ ...aws, userPoolId: local.outputs.UserPoolId }, account.email);
  const client = await connect({ apiUrl: local.apiUrl, account });
  return {
    local,
    client,
    workspaceId: (await answered(getMe({ client }))).workspaceId,
    faults,
    dynamo: DynamoDBDocumentClient.from(new DynamoDBClient(aws)),
    s3: new S3Client({ ...aws, forcePathStyle: true }),
    sqs: new SQSClient(aws),
    sfn: new SFNClient(aws),
    lambda: new LambdaClient(aws),
    stop: async () => {
      isStopping = true;
      await local.stop();
      removeHome();
      process.removeListener('exit', removeHome);
    },
  };
};
