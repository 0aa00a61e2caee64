import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from './clock.ts';
import { storeCall } from './dynamo/dynamo-call.ts';
import { TTL_ATTRIBUTE } from './dynamo/tables.ts';
import { RATE_WINDOW_SECONDS, rateWindow, type RateLimiter } from './rate-limiter.ts';

const Counted = z.object({ calls: z.int().positive() });

/** Counts in the table `limits`, one UpdateItem a call, so that all Lambdas of a stage count together. */
export class DynamoRateLimiter implements RateLimiter {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor({ client, table, clock }: { readonly client: DynamoDBDocumentClient; readonly table: string; readonly clock: Clock }) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async count(who: string, perMinute: number): Promise<number | null> {
    const { window, secondsLeft } = rateWindow(this.#clock());
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { pk: `rate#${who}`, sk: String(window) },
      UpdateExpression: 'ADD calls :one SET #expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#expiresAt': TTL_ATTRIBUTE },
      ExpressionAttributeValues: { ':one': 1, ':expiresAt': (window + 2) * RATE_WINDOW_SECONDS },
      ReturnValues: 'UPDATED_NEW',
    });
    const { Attributes } = await storeCall('count a call', () => this.#client.send(command));
    return Counted.parse(Attributes).calls > perMinute ? secondsLeft : null;
  }
}
