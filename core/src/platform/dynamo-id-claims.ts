import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from './clock.ts';
import { storeCall } from './dynamo/dynamo-call.ts';
import { TABLES, TTL_ATTRIBUTE } from './dynamo/tables.ts';

interface ClaimOptions {
  readonly client: DynamoDBDocumentClient;
  /** Name of the table `idempotency`. */
  readonly table: string;
  readonly clock: Clock;
}

interface Claim {
  /** Names the request. */
  readonly key: string;
  /** To be used where the request is new. */
  readonly id: string;
  readonly lifeSeconds: number;
}

const Claimed = z.object({ claimed: z.object({ S: z.string() }) });

/** @returns the id that the first attempt of a request claimed, so that every attempt makes the same thing */
export const claimId = async ({ client, table, clock }: ClaimOptions, { key, id, lifeSeconds }: Claim): Promise<string> => {
  const nowSeconds = Math.floor(clock() / 1_000);
  const command = new PutCommand({
    TableName: table,
    Item: { [TABLES.idempotency.partitionKey]: key, claimed: id, [TTL_ATTRIBUTE]: nowSeconds + lifeSeconds },
    ConditionExpression: 'attribute_not_exists(#key) OR #expiresAt <= :now',
    ExpressionAttributeNames: { '#key': TABLES.idempotency.partitionKey, '#expiresAt': TTL_ATTRIBUTE },
    ExpressionAttributeValues: { ':now': nowSeconds },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  return storeCall('claim an id', async () => {
    try {
      await client.send(command);
      return id;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException && error.Item !== undefined) return Claimed.parse(error.Item).claimed.S;
      throw error;
    }
  });
};
