import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { storeCall } from '../dynamo/dynamo-call.ts';
import type { GuardedWrite } from '../dynamo/dynamo-transaction.ts';
import { ConflictError } from '../dynamo/store-errors.ts';

/** Partition of everything migrations keep in the table `main`. */
export const MIGRATIONS_PARTITION = 'migrations';

const LOCK_KEY = { pk: MIGRATIONS_PARTITION, sk: 'lock' } as const;

/** Longest silence of a holder; every step and every page of a backfill renews. A holder that was killed blocks others this long. */
const LEASE_MS = 2 * 60_000;

const Lock = z.object({ fence: z.int().positive() });

/** Somebody else migrates, or took over because this process was silent for too long. */
export class MigrationLockError extends ConflictError {}

/**
 * Lets one process migrate at a time. Whoever takes the lock gets a number higher than all before it, and every write of
 * the migration log and of a checkpoint is conditional on that number: a process that lost the lock cannot record anything.
 */
export class DynamoMigrationLock {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #fence: number;

  private constructor(options: LockOptions, fence: number) {
    this.#client = options.client;
    this.#table = options.table;
    this.#clock = options.clock;
    this.#fence = fence;
  }

  /** @throws MigrationLockError while somebody else holds it */
  static async take(options: LockOptions): Promise<DynamoMigrationLock> {
    const now = options.clock();
    try {
      const { Attributes } = await storeCall('take the migration lock', () =>
        options.client.send(
          new UpdateCommand({
            TableName: options.table,
            Key: LOCK_KEY,
            UpdateExpression: 'ADD fence :one SET heldUntilMs = :until, holder = :holder',
            ConditionExpression: 'attribute_not_exists(heldUntilMs) OR heldUntilMs <= :now',
            ExpressionAttributeValues: { ':one': 1, ':until': now + LEASE_MS, ':holder': options.holder, ':now': now },
            ReturnValues: 'ALL_NEW',
          }),
        ),
      );
      return new DynamoMigrationLock(options, Lock.parse(Attributes).fence);
    } catch (error) {
      throw error instanceof ConflictError ? new MigrationLockError('another process migrates', error) : error;
    }
  }

  /** @throws MigrationLockError where it was lost */
  renew(): Promise<void> {
    return this.#update('renew the migration lock', this.#clock() + LEASE_MS);
  }

  /** Gives it back; the number stays, so that it never falls. */
  release(): Promise<void> {
    return this.#update('release the migration lock', 0);
  }

  /** The part of a transaction that refuses it once the lock is lost. */
  get guard(): GuardedWrite {
    return {
      write: {
        ConditionCheck: {
          TableName: this.#table,
          Key: LOCK_KEY,
          ConditionExpression: 'fence = :fence',
          ExpressionAttributeValues: { ':fence': this.#fence },
        },
      },
      otherwise: cause => new MigrationLockError('the migration lock was lost', cause),
    };
  }

  async #update(what: string, heldUntilMs: number): Promise<void> {
    try {
      await storeCall(what, () =>
        this.#client.send(
          new UpdateCommand({
            TableName: this.#table,
            Key: LOCK_KEY,
            UpdateExpression: 'SET heldUntilMs = :until',
            ConditionExpression: 'fence = :fence',
            ExpressionAttributeValues: { ':until': heldUntilMs, ':fence': this.#fence },
          }),
        ),
      );
    } catch (error) {
      throw error instanceof ConflictError ? new MigrationLockError('the migration lock was lost', error) : error;
    }
  }
}

export interface LockOptions {
  readonly client: DynamoDBDocumentClient;
  /** Name of the table `main`. */
  readonly table: string;
  readonly clock: Clock;
  /** For the operator who wonders who holds it: machine and process. */
  readonly holder: string;
}
