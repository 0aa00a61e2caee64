import type { AwsCall } from './counting-proxy.ts';

/** Units by price, as the price file names them. */
export type Usage = Readonly<Record<string, number>>;

export const sumOf = (usages: readonly Usage[]): Usage => {
  const total: Record<string, number> = {};
  for (const usage of usages) for (const [price, units] of Object.entries(usage)) total[price] = (total[price] ?? 0) + units;
  return total;
};

const WRITE_UNIT_BYTES = 1_024;
const READ_UNIT_BYTES = 4_096;

const occurrences = (text: string, part: string): number => text.split(part).length - 1;

/**
 * Units of one call, by the rules of DynamoDB's price list: writes of 1 KB, twice that in a transaction, once more for an
 * index the item lies in; reads of 4 KB, half of it where the reader does not ask for the latest. Sizes are those of the
 * JSON on the wire, which is larger than what is stored.
 */
const ofTable = ({ operation, sent, received, body }: AwsCall): Usage => {
  const indexed = occurrences(body, '"gsi1pk"');
  switch (operation) {
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return { dynamoWriteUnit: Math.ceil(sent / WRITE_UNIT_BYTES) * (indexed > 0 ? 2 : 1) };
    case 'BatchWriteItem':
    case 'TransactWriteItems': {
      const items = occurrences(body, '"TableName"') || occurrences(body, '"PutRequest"') + occurrences(body, '"DeleteRequest"');
      const units = Math.max(items, Math.ceil(sent / WRITE_UNIT_BYTES));
      return { dynamoWriteUnit: units * (operation === 'TransactWriteItems' ? 2 : 1) + indexed };
    }
    default: {
      const isLatest = body.includes('"ConsistentRead":true');
      const keys = Math.max(1, operation === 'BatchGetItem' ? occurrences(body, '"pk"') : 1);
      return { dynamoReadUnit: Math.max(keys, Math.ceil(received / READ_UNIT_BYTES)) * (isLatest ? 1 : 0.5) };
    }
  }
};

const ofObject = ({ operation }: AwsCall): Usage => {
  if (operation === 'DELETE') return {};
  return operation === 'PUT' || operation === 'POST' ? { s3Write: 1 } : { s3Read: 1 };
};

/** Free, or paid for elsewhere: a function's time, a run's transitions. */
const FREE = new Set(['states', 'sts', 'cognito-idp', 'lambda', 'unsigned']);

/** @returns units of one call @throws where nobody thought of the service's price */
export const usageOf = (call: AwsCall): Usage => {
  switch (call.service) {
    case 'dynamodb':
      return ofTable(call);
    case 's3':
      return ofObject(call);
    case 'sqs':
      return { sqsRequest: 1 };
    case 'secretsmanager':
      return { secretRequest: 1, kmsRequest: 1 };
    default:
      if (!FREE.has(call.service)) throw new Error(`What does ${call.operation} of ${call.service} cost?`);
      return {};
  }
};
