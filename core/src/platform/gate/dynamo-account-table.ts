import { GetCommand, UpdateCommand, type DynamoDBDocumentClient, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CallAccount } from '../call-gate.ts';
import { storeCall } from '../dynamo/dynamo-call.ts';
import { ConflictError } from '../dynamo/store-errors.ts';
import type { AccountTable } from './account-table.ts';
import type { Condition, Item, ItemChange, Step } from './item-change.ts';

const Stored = z.record(z.string(), z.union([z.number(), z.string()]));

/** Attribute names hold characters that expressions do not take: each becomes a placeholder, as does each value. */
class Placeholders {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, number | string> = {};
  readonly #placeholders = new Map<string, string>();

  name(name: string): string {
    const placeholder = this.#placeholders.get(name) ?? `#n${this.#placeholders.size}`;
    this.#placeholders.set(name, placeholder);
    this.names[placeholder] = name;
    return placeholder;
  }

  value(value: number | string): string {
    const placeholder = `:v${Object.keys(this.values).length}`;
    this.values[placeholder] = value;
    return placeholder;
  }
}

const conditionText = (use: Placeholders, { kind, name, value }: Condition): string => {
  const left = use.name(name);
  const right = use.value(value);
  switch (kind) {
    case 'equals':
      return `${left} = ${right}`;
    case 'absent-or-equals':
      return `(attribute_not_exists(${left}) OR ${left} = ${right})`;
    case 'absent-or-less':
      return `(attribute_not_exists(${left}) OR ${left} < ${right})`;
  }
};

const CLAUSES = { set: 'SET', add: 'ADD', remove: 'REMOVE' } as const;

const stepText = (use: Placeholders, step: Step): string => {
  switch (step.kind) {
    case 'set':
      return `${use.name(step.name)} = ${use.value(step.value)}`;
    case 'add':
      return `${use.name(step.name)} ${use.value(step.value)}`;
    case 'remove':
      return use.name(step.name);
  }
};

const expressionsOf = ({ steps, conditions }: ItemChange): Omit<UpdateCommandInput, 'TableName' | 'Key'> => {
  const use = new Placeholders();
  const clauses = (['set', 'add', 'remove'] as const).flatMap(kind => {
    const texts = steps.filter(step => step.kind === kind).map(step => stepText(use, step));
    return texts.length === 0 ? [] : [`${CLAUSES[kind]} ${texts.join(', ')}`];
  });
  const condition = conditions.map(one => conditionText(use, one)).join(' AND ');
  return {
    UpdateExpression: clauses.join(' '),
    ...(condition !== '' && { ConditionExpression: condition }),
    ExpressionAttributeNames: use.names,
    ...(Object.keys(use.values).length > 0 && { ExpressionAttributeValues: use.values }),
  };
};

/** The ledger's books in the table `limits`. A change is one UpdateItem, a read one strongly consistent GetItem. */
export class DynamoAccountTable implements AccountTable {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor({ client, table }: { readonly client: DynamoDBDocumentClient; readonly table: string }) {
    this.#client = client;
    this.#table = table;
  }

  async read(account: CallAccount): Promise<Item> {
    const command = new GetCommand({ TableName: this.#table, Key: this.#key(account), ConsistentRead: true });
    const answer = await storeCall(`read the account ${account}`, () => this.#client.send(command));
    return Stored.parse(answer.Item ?? {});
  }

  async change(account: CallAccount, change: ItemChange): Promise<Item | null> {
    const expressions = expressionsOf(change);
    const command = new UpdateCommand({ TableName: this.#table, Key: this.#key(account), ...expressions, ReturnValues: 'ALL_NEW' });
    try {
      const answer = await storeCall(`change the account ${account}`, () => this.#client.send(command));
      return Stored.parse(answer.Attributes ?? {});
    } catch (error) {
      if (error instanceof ConflictError) return null;
      throw error;
    }
  }

  #key(account: CallAccount): { readonly pk: string; readonly sk: string } {
    return { pk: `account#${account}`, sk: 'account' };
  }
}
