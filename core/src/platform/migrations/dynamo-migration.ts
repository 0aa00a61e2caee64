import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../clock.ts';
import type { DynamoMigrationLock } from './dynamo-migration-lock.ts';

/** What a migration works with. */
export interface MigrationContext {
  readonly client: DynamoDBDocumentClient;
  /** Name of the table `main`. */
  readonly table: string;
  readonly clock: Clock;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly lock: DynamoMigrationLock;
}

/**
 * One change of what is stored: expand, backfill or contract. Done twice, it leaves what it leaves when done once, because
 * a process may be killed between the change and its entry in the log.
 */
export interface Migration {
  /** `<yyyy-mm-dd>-<what it does>`; they run in the order of their names. */
  readonly name: string;
  up(context: MigrationContext): Promise<void>;
  down(context: MigrationContext): Promise<void>;
}
