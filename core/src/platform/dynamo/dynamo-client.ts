import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** How a process talks to DynamoDB. The address is the SDK's own `AWS_ENDPOINT_URL`, where one is set. */
export interface DynamoClientOptions {
  /** Connections kept open; calls beyond it wait for one. A Lambda serves one request at a time, a worker a few. */
  readonly maxSockets: number;
  readonly connectTimeoutMs: number;
  /** Longest wait for an answer; a query page of 1 MB takes well under a second. */
  readonly requestTimeoutMs: number;
  /** Attempts of one call, the first included; throttled ones are paced by the SDK's adaptive mode. */
  readonly maxAttempts: number;
}

/** For an API Lambda: gives up while the caller still listens (the gateway waits 30 s). */
export const API_CLIENT: DynamoClientOptions = { maxSockets: 16, connectTimeoutMs: 1_000, requestTimeoutMs: 3_000, maxAttempts: 4 };

/** For stages and the worker, which may wait out a slow minute rather than fail a job. */
export const BACKGROUND_CLIENT: DynamoClientOptions = { maxSockets: 32, connectTimeoutMs: 2_000, requestTimeoutMs: 10_000, maxAttempts: 8 };

/**
 * One client for a process: made where its dependencies are built, shared by all its stores, its connections kept alive.
 * Absent values are left out of items; an empty set or a class instance is refused rather than guessed at.
 */
export const createDynamoClient = (options: DynamoClientOptions): DynamoDBDocumentClient => {
  const agent = { keepAlive: true, maxSockets: options.maxSockets };
  const client = new DynamoDBClient({
    maxAttempts: options.maxAttempts,
    retryMode: 'adaptive',
    requestHandler: {
      connectionTimeout: options.connectTimeoutMs,
      requestTimeout: options.requestTimeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};
