import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { READ_ITEMS, WRITE_ITEMS } from '../../../lib/constructs/access.ts';
import { statements, type StatementOf } from '../support/policies.ts';
import { readable, refersTo, templateOf } from '../support/references.ts';
import { deployed, stageNamed, stages, type SynthesisedStage } from '../support/synthesised.ts';

const rolesOf = ({ resource }: StatementOf): readonly (string | null)[] =>
  z
    .array(z.unknown())
    .parse(resource.Properties['Roles'] ?? [])
    .map(refersTo);

const grants = (stage: SynthesisedStage): readonly StatementOf[] =>
  statements(stage).filter(({ Effect, resource }) => Effect === 'Allow' && resource.Type === 'AWS::IAM::Policy');

/** What a statement is about, in the words of this house. */
const named = (target: string): string =>
  target
    .replace(/^arn:<AWS::Partition>:[a-z0-9-]+:(?:<AWS::Region>)?:(?:<AWS::AccountId>)?:/, '')
    .replace(/^table\/<([a-z]+)-table-name>(?:\/index\/[a-z0-9]+)?$/, '$1')
    .replace(/^<([a-z]+)-bucket-name>/, '$1')
    .replace(/^secret:cutaway\/[a-z]+\/([a-z-]+)-\?{6}$/, 'secret $1')
    .replace(/<([A-Za-z]+?)(?:[0-9A-F]{8})?(?:\.Arn)?>/g, '$1')
    .replace(/<(key|[a-z-]+)-(?:arn|id)>/, '$1');

const abbreviated = (actions: readonly string[]): string => {
  const short = actions.map(action => action.replace(/^.*:/, ''));
  const isAll = (all: readonly string[]): boolean => all.length === short.length && all.every(action => short.includes(action));
  if (isAll(WRITE_ITEMS)) return 'read and write items';
  return isAll(READ_ITEMS) ? 'read items' : short.sort().join(', ');
};

/** Everything that a role may do: `<what>: <actions>`. */
const allowed = (stage: SynthesisedStage, role: string | null): readonly string[] => {
  const actionsOn = new Map<string, Set<string>>();
  for (const { Action, Resource, resource } of grants(stage).filter(statement => rolesOf(statement).includes(role))) {
    for (const target of Resource.map(value => named(readable(templateOf(stage, resource.stack), value)))) {
      const actions = actionsOn.get(target) ?? new Set();
      for (const action of Action) actions.add(action);
      actionsOn.set(target, actions);
    }
  }
  return [...actionsOn].map(([target, actions]) => `${target}: ${abbreviated([...actions])}`).sort();
};

/** What every function may do: read its own environment, write its own log, be traced. */
const everyFunction = (line: string): boolean =>
  line === 'key: Decrypt' || /Logs: CreateLogStream, PutLogEvents$/.test(line) || line === '*: PutTelemetryRecords, PutTraceSegments';

const runs = (...own: readonly string[]): readonly string[] =>
  [
    'key: Decrypt, GenerateDataKey',
    'main: read and write items',
    'media: ListBucket',
    'media/workspaces/*/runs/*: PutObject',
    'media/workspaces/*: GetObject',
    ...own,
  ].sort();
const ASKING = ['cache: read and write items', 'limits: read and write items', 'secret provider-keys: GetSecretValue'];

/** A function that may do more than before changes this table, and so shows in a review. */
const FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  'accounts-authorizer': ['key: Decrypt, GenerateDataKey', 'limits: UpdateItem', 'main: BatchGetItem', 'secret owned: GetSecretValue'],
  'accounts-api': [
    'key: Decrypt, GenerateDataKey',
    'limits: UpdateItem',
    'main: read and write items',
    'secret owned: GetSecretValue',
    'userpool/user-pool: ConfirmSignUp, InitiateAuth, ResendConfirmationCode, RevokeToken, SignUp',
  ],
  'projects-api': [
    'idempotency: read and write items',
    'key: Decrypt, GenerateDataKey',
    'main: read and write items',
    'media/workspaces/*/projects/*: AbortMultipartUpload, DeleteObject, GetObject, ListMultipartUploadParts, PutObject',
    'media: ListBucket',
    'secret owned: GetSecretValue',
  ],
  'jobs-api': [
    'execution:JobsProcessVideoMachine:*: StopExecution',
    'JobsProcessVideoMachine: StartExecution',
    'idempotency: read and write items',
    'key: Decrypt, GenerateDataKey',
    'main: read and write items',
    'secret owned: GetSecretValue',
  ],
  'jobs-finish': ['key: Decrypt, GenerateDataKey', 'main: read and write items'],
  'jobs-on-execution-ended': ['key: Decrypt, GenerateDataKey', 'main: read and write items'],
  'jobs-sweeper': [
    'execution:JobsProcessVideoMachine:*: DescribeExecution',
    'JobsProcessVideoMachine: StartExecution',
    'key: Decrypt, GenerateDataKey',
    'main: read and write items',
  ],
  'speech-hear-text': runs(),
  'speech-on-dead-letter': [
    '*: PutTelemetryRecords, PutTraceSegments, SendTaskSuccess',
    'SpeechDeadLetters: ChangeMessageVisibility, DeleteMessage, GetQueueAttributes, GetQueueUrl, ReceiveMessage',
    'SpeechParked: SendMessage',
    'key: Decrypt, GenerateDataKey',
  ],
  'entities-api': [
    'JobsProcessVideoMachine: StartExecution',
    'key: Decrypt, GenerateDataKey',
    'main: read and write items',
    'secret owned: GetSecretValue',
  ],
  'entities-plan': runs(),
  'entities-link': runs(...ASKING),
  'images-search': runs(...ASKING),
  'images-rank': runs(),
  'images-acquire': runs(...ASKING, 'catalogue/catalogue/*: GetObject, PutObject', 'catalogue: ListBucket'),
  'images-upkeep': [
    ...ASKING,
    'catalogue/catalogue/*: DeleteObject, DeleteObjectVersion',
    'catalogue: ListBucketVersions',
    'key: Decrypt, GenerateDataKey',
    'main: read and write items',
    'media/workspaces/*/edits/*: PutObject',
    'media/workspaces/*/exports/*: DeleteObject, DeleteObjectVersion',
    'media/workspaces/*/images/*: DeleteObject, DeleteObjectVersion',
    'media/workspaces/*: GetObject',
    'media: ListBucket, ListBucketVersions',
  ],
  'images-cleanup-expired-cache': [
    'catalogue/catalogue/*: DeleteObject, DeleteObjectVersion',
    'catalogue: ListBucket, ListBucketVersions',
    'key: Decrypt, GenerateDataKey',
    'main: BatchGetItem, DeleteItem, GetItem, Query, UpdateItem',
    'secret provider-keys: GetSecretValue',
  ],
  'images-api': [
    'ImagesUpkeepFunction: InvokeFunction',
    'catalogue/catalogue/*: GetObject',
    'catalogue: ListBucket',
    'key: Decrypt, GenerateDataKey',
    'main: BatchGetItem, ConditionCheckItem, GetItem, PutItem',
    'media/workspaces/*/images/*: GetObject',
    'media: ListBucket',
  ],
  'images-own-api': [
    'ImagesUpkeepFunction: InvokeFunction',
    'key: Decrypt, GenerateDataKey',
    'main: BatchGetItem, DeleteItem, GetItem, PutItem, Query',
    'media/workspaces/*/images/*: GetObject, PutObject',
    'media/workspaces/*/images/uploads/*: DeleteObject, PutObjectTagging',
    'media: ListBucket',
    'secret owned: GetSecretValue',
  ],
  'timeline-compose': runs(),
  'timeline-publish': runs('catalogue/catalogue/*: GetObject', 'catalogue: ListBucket'),
  'timeline-api': [
    'catalogue/catalogue/*: GetObject',
    'catalogue: ListBucket',
    'key: Decrypt, GenerateDataKey',
    'main: read items',
    'media/workspaces/*/exports/*: PutObject',
    'media/workspaces/*: GetObject',
    'media: ListBucket',
    'secret owned: GetSecretValue',
  ],
  'operations-rotate-owned': [
    'key: Decrypt, GenerateDataKey',
    'secret owned: DescribeSecret, GetSecretValue, PutSecretValue, UpdateSecretVersionStage',
  ],
  'operations-api': [
    'SpeechQueue: GetQueueAttributes',
    'cache: BatchGetItem, DeleteItem, GetItem, Query, UpdateItem',
    'key: Decrypt, GenerateDataKey',
    'limits: BatchGetItem, GetItem, Query, UpdateItem',
    'main: read items',
    'media: ListBucket',
    'secret provider-keys: GetSecretValue, PutSecretValue, UpdateSecretVersionStage',
  ],
};

const WORKER = [
  '*: SendTaskSuccess',
  'key: Decrypt, GenerateDataKey',
  'main: read and write items',
  'media/workspaces/*/runs/*: PutObject',
  'media/workspaces/*: GetObject',
  'media: ListBucket',
  'speech-queue: ChangeMessageVisibility, DeleteMessage, GetQueueAttributes, ReceiveMessage, SendMessage',
];

/** What it may do beside where it looks at pictures. */
const LOOKING = [
  'cache: read and write items',
  'limits: read and write items',
  'ranking-queue: ChangeMessageVisibility, DeleteMessage, GetQueueAttributes, ReceiveMessage, SendMessage',
];

/** Actions that know no resources, so that `*` is the only one they can be allowed on. */
const WITHOUT_RESOURCES: ReadonlyMap<string, string> = new Map([
  ['xray:PutTraceSegments', 'traces are no resources'],
  ['xray:PutTelemetryRecords', 'traces are no resources'],
  ['xray:GetSamplingRules', 'the state machine asks how much to trace'],
  ['xray:GetSamplingTargets', 'the state machine asks how much to trace'],
  ['states:SendTaskSuccess', 'a task token is no resource'],
  ['ecr:GetAuthorizationToken', 'the login to the registry is for the account'],
  ['logs:CreateLogDelivery', 'Step Functions sets up its own log'],
  ['logs:GetLogDelivery', 'Step Functions sets up its own log'],
  ['logs:UpdateLogDelivery', 'Step Functions sets up its own log'],
  ['logs:DeleteLogDelivery', 'Step Functions sets up its own log'],
  ['logs:ListLogDeliveries', 'Step Functions sets up its own log'],
  ['logs:PutResourcePolicy', 'Step Functions sets up its own log'],
  ['logs:DescribeResourcePolicies', 'Step Functions sets up its own log'],
  ['logs:DescribeLogGroups', 'Step Functions sets up its own log'],
  ['ecs:DiscoverPollEndpoint', 'the agent of ECS on an instance'],
  ['ecs:Poll', 'the agent of ECS, held to its cluster by a condition'],
  ['ecs:StartTelemetrySession', 'the agent of ECS, held to its cluster by a condition'],
  ['logs:CreateLogStream', 'the agent of ECS on an instance'],
  ['logs:PutLogEvents', 'the agent of ECS on an instance'],
]);

const sorted = (lines: readonly string[]): readonly string[] => [...lines].sort();

describe.each([stageNamed('dev'), stageNamed('prod')])('permissions in stage $name', stage => {
  const functions = stage.resources('AWS::Lambda::Function').map(({ Properties }) => ({
    name: String(Properties['FunctionName']).replace(/^cutaway-[^-]+-/, ''),
    role: refersTo(Properties['Role']),
  }));

  it.each(functions)('of $name are these and no others', ({ name, role }) => {
    expect(sorted(allowed(stage, role).filter(line => !everyFunction(line)))).toEqual(sorted(FUNCTIONS[name] ?? []));
  });

  it('are listed for no function that is gone', () => {
    expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(FUNCTIONS).sort());
  });
});

describe.each(deployed)('the worker of stage $name', stage => {
  it('may do these things and no others', () => {
    const [task] = stage.resources('AWS::ECS::TaskDefinition');
    const models = stage.config.inference.recogniser === null ? [] : ['media/models/*: GetObject'];
    const looking = stage.config.inference.imageModel === null ? [] : LOOKING;
    expect(sorted(allowed(stage, refersTo(task?.Properties['TaskRoleArn'])))).toEqual(sorted([...WORKER, ...models, ...looking]));
  });
});

describe.each(stages)('every policy of stage $name', stage => {
  it('names its actions one by one', () => {
    const wild = grants(stage).filter(
      ({ Action, resource }) => Action.some(action => action.includes('*')) && resource.stack !== 'inference',
    );
    // Step Functions' own construct, for the queue to the worker.
    expect(wild.flatMap(({ Action }) => Action.filter(action => action.includes('*')))).toEqual(['kms:GenerateDataKey*']);
  });

  it('allows on everything only what knows no resources', () => {
    const wide = grants(stage).filter(({ Resource }) => Resource.includes('*'));
    expect(wide.flatMap(({ Action }) => Action.filter(action => !WITHOUT_RESOURCES.has(action)))).toEqual([]);
  });
});

describe('actions without resources', () => {
  it('are listed only where some stage is given them', () => {
    const used = new Set(stages.flatMap(grants).flatMap(({ Resource, Action }) => (Resource.includes('*') ? Action : [])));
    expect([...WITHOUT_RESOURCES.keys()].filter(action => !used.has(action))).toEqual([]);
  });
});
