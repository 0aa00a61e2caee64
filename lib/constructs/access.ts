import { PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { TABLES, type TableName } from '@cutaway/core/platform/dynamo/tables';
import { acknowledge, wildcardIn } from './acknowledged-findings.ts';
import type { BucketName, SecretName, StageResources } from './stage-resources.ts';

type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'BatchWriteItem' | 'ConditionCheckItem';
type SecretAction = 'GetSecretValue' | 'DescribeSecret' | 'PutSecretValue' | 'UpdateSecretVersionStage';
type ObjectAction =
  | 'GetObject'
  | 'PutObject'
  | 'PutObjectTagging'
  | 'DeleteObject'
  | 'DeleteObjectVersion'
  | 'AbortMultipartUpload'
  | 'ListMultipartUploadParts';

/** Everything a repository reads with. Nobody scans. */
export const READ_ITEMS: readonly TableAction[] = ['GetItem', 'BatchGetItem', 'Query'];
/** Everything a repository works with; a transaction is allowed by what it is made of. */
export const WRITE_ITEMS: readonly TableAction[] = [
  ...READ_ITEMS,
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'ConditionCheckItem',
];

const CHANGES: ReadonlySet<string> = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'PutObject',
  'PutSecretValue',
] satisfies (TableAction | ObjectAction | SecretAction)[]);

/** What using the key comes to; the services ask for it in the caller's name. */
const READING = ['kms:Decrypt'];
const WRITING = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * What a role may do with the data of its stage, action by action, where the library's own grants come with wildcards, scans
 * and streams. A table in the tests lists what comes out for each function.
 */
export class Access {
  private readonly resources: StageResources;
  private readonly role: IRole;

  constructor(resources: StageResources, role: IRole) {
    this.resources = resources;
    this.role = role;
  }

  table(name: TableName, actions: readonly TableAction[]): this {
    const { tableArn } = this.resources.tables[name];
    const indexes = TABLES[name].indexes.map(index => `${tableArn}/index/${index.name}`);
    this.add(
      actions.map(action => `dynamodb:${action}`),
      actions.includes('Query') ? [tableArn, ...indexes] : [tableArn],
    );
    return this.key(actions.some(action => CHANGES.has(action)) ? WRITING : READING);
  }

  /** @param prefixes of the keys; `*` stands for ids */
  objects(name: BucketName, actions: readonly ObjectAction[], ...prefixes: readonly string[]): this {
    const { bucketArn } = this.resources[name];
    const keys = prefixes.map(prefix => `${bucketArn}/${prefix}`);
    this.add(
      actions.map(action => `s3:${action}`),
      keys,
    );
    for (const arn of keys) acknowledge(this.role, { [wildcardIn(this.role, arn)]: 'Keys of objects hold ids that are made at run time.' });
    // Without it S3 answers "forbidden" for an object that is not there.
    if (actions.includes('GetObject')) this.add(['s3:ListBucket'], [bucketArn]);
    return this.key(actions.some(action => CHANGES.has(action)) ? WRITING : READING);
  }

  secret(name: SecretName, actions: readonly SecretAction[] = ['GetSecretValue']): this {
    const arn = this.resources.secretArn(name);
    this.add(
      actions.map(action => `secretsmanager:${action}`),
      [arn],
    );
    return this.key(actions.some(action => CHANGES.has(action)) ? WRITING : READING);
  }

  /** Sending to a queue, which encrypts under our key. */
  send(queue: Pick<IQueue, 'queueArn'>): this {
    this.add(['sqs:SendMessage'], [queue.queueArn]);
    return this.key(WRITING);
  }

  /** Receiving from a queue, and saying what became of each message. */
  receive(queue: Pick<IQueue, 'queueArn'>): this {
    this.add(['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queue.queueArn]);
    return this.key(READING);
  }

  /** The last word on a task of the state machine. Its token is no resource, so the action cannot be narrowed. */
  answerTasks(): this {
    return this.to(['states:SendTaskSuccess'], '*');
  }

  to(actions: readonly string[], ...resources: readonly string[]): this {
    this.add(actions, resources);
    return this;
  }

  private key(uses: readonly string[]): this {
    this.add(uses, [this.resources.key.keyArn]);
    return this;
  }

  private add(actions: readonly string[], resources: readonly string[]): void {
    this.role.addToPrincipalPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }
}
