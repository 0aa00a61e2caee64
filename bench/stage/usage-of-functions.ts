import { CloudWatchLogsClient, paginateDescribeLogGroups, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import {
  paginateListFunctions,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
  type FunctionConfiguration,
} from '@aws-sdk/client-lambda';
import { paginateGetExecutionHistory, SFNClient } from '@aws-sdk/client-sfn';
import type { BenchStage } from './bench-stage.ts';
import { sumOf, type Usage } from './usage-of-calls.ts';

const clientOf = ({ endpoint }: BenchStage) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

const functionsOf = async (stage: BenchStage): Promise<readonly FunctionConfiguration[]> => {
  const all: FunctionConfiguration[] = [];
  for await (const page of paginateListFunctions({ client: new LambdaClient(clientOf(stage)) }, {})) all.push(...(page.Functions ?? []));
  return all.filter(({ FunctionName }) => FunctionName?.startsWith('cutaway-') === true);
};

/** Functions call AWS at the address that their environment names. */
export const sendCallsTo = async (stage: BenchStage, endpoint: string): Promise<void> => {
  const lambda = new LambdaClient(clientOf(stage));
  for (const { FunctionName, Environment } of await functionsOf(stage))
    await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName,
        Environment: { Variables: { ...Environment?.Variables, AWS_ENDPOINT_URL: endpoint } },
      }),
    );
};

const REPORT = /^REPORT RequestId: .*?Billed Duration: ([\d.]+) ms/;

export interface FunctionUse {
  readonly name: string;
  readonly invocations: number;
  readonly seconds: number;
  readonly gigabytes: number;
  readonly isArm: boolean;
  readonly logBytes: number;
}

/** What Lambda would have billed since a moment, by the last line of each invocation's log. */
export const functionUseSince = async (stage: BenchStage, startTime: number): Promise<readonly FunctionUse[]> => {
  const logs = new CloudWatchLogsClient(clientOf(stage));
  const groups = new Set<string>();
  for await (const page of paginateDescribeLogGroups({ client: logs }, {}))
    for (const { logGroupName } of page.logGroups ?? []) if (logGroupName !== undefined) groups.add(logGroupName);
  const uses: FunctionUse[] = [];
  for (const { FunctionName: name = '', MemorySize, Architectures, LoggingConfig } of await functionsOf(stage)) {
    const candidates = [LoggingConfig?.LogGroup, `/aws/lambda/${name}`].filter(group => group !== undefined && groups.has(group));
    const use = { invocations: 0, seconds: 0, logBytes: 0 };
    for (const logGroupName of new Set(candidates))
      for await (const page of paginateFilterLogEvents({ client: logs }, { logGroupName, startTime }))
        for (const { message = '' } of page.events ?? []) {
          use.logBytes += Buffer.byteLength(message);
          const milliseconds = REPORT.exec(message)?.[1];
          if (milliseconds === undefined) continue;
          use.invocations += 1;
          use.seconds += Number(milliseconds) / 1_000;
        }
    uses.push({ name, ...use, gigabytes: (MemorySize ?? 128) / 1_024, isArm: Architectures?.includes('arm64') ?? false });
  }
  return uses.filter(({ invocations }) => invocations > 0);
};

/** Each call of the API is checked by the authorizer once. */
const apiRequests = (uses: readonly FunctionUse[]): number => uses.find(({ name }) => name.endsWith('-authorizer'))?.invocations ?? 0;

export const usageOfFunctions = (uses: readonly FunctionUse[]): Usage =>
  sumOf([
    ...uses.map(({ invocations, seconds, gigabytes, isArm, logBytes }) => ({
      lambdaRequest: invocations,
      [isArm ? 'lambdaArmGigabyteSecond' : 'lambdaX86GigabyteSecond']: seconds * gigabytes,
      logGigabyte: logBytes / 1e9,
    })),
    { httpApiRequest: apiRequests(uses), xrayTrace: apiRequests(uses) + 1 },
  ]);

/** Functions that do batches of a Map, whose states the emulator's history leaves out: the task, the choice after it, the end or a wait. */
const IN_MAP = /-images-(search|acquire)$/;
const STATES_OF_BATCH = 3;

/** @returns transitions that AWS would bill for a run, as each state that is entered is one */
export const transitionsOf = async (stage: BenchStage, executionName: string, uses: readonly FunctionUse[]): Promise<number> => {
  const executionArn = `${stage.local.outputs.StateMachineArn.replace(':stateMachine:', ':execution:')}:${executionName}`;
  let entered = 0;
  for await (const page of paginateGetExecutionHistory({ client: new SFNClient(clientOf(stage)) }, { executionArn }))
    entered += (page.events ?? []).filter(({ type }) => type?.endsWith('StateEntered') === true).length;
  const batches = uses.filter(({ name }) => IN_MAP.test(name)).reduce((sum, { invocations }) => sum + invocations, 0);
  return entered + STATES_OF_BATCH * batches;
};
