import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Umzug, type UmzugStorage } from 'umzug';
import type { Clock } from '../clock.ts';
import { ConflictError } from '../dynamo/store-errors.ts';
import type { Migration, MigrationContext } from './dynamo-migration.ts';
import { DynamoMigrationLock } from './dynamo-migration-lock.ts';
import { DynamoMigrationLog, type MigrationEntry } from './dynamo-migration-log.ts';

export interface MigratorOptions {
  readonly client: DynamoDBDocumentClient;
  /** Name of the table `main`. */
  readonly table: string;
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Machine and process, for the operator who finds the lock taken. */
  readonly holder: string;
}

export interface MigrationStatus {
  readonly done: readonly MigrationEntry[];
  readonly pending: readonly string[];
  /** In the table's log, unknown to this code: the code is older than the table. */
  readonly unknown: readonly string[];
}

/** The table has been migrated by newer code; older code must not touch it. */
export class NewerTableError extends ConflictError {}

/** Brings the table `main` from one state to another, one process at a time. */
export class DynamoMigrator {
  readonly #options: MigratorOptions;
  readonly #log: DynamoMigrationLog;

  constructor(options: MigratorOptions) {
    this.#options = options;
    this.#log = new DynamoMigrationLog(options);
  }

  async status(): Promise<MigrationStatus> {
    const done = await this.#log.entries();
    const known = this.#options.migrations.map(migration => migration.name);
    const isDone = new Set(done.map(entry => entry.name));
    return { done, pending: known.filter(name => !isDone.has(name)), unknown: [...isDone].filter(name => !known.includes(name)) };
  }

  /** Does what is pending. @param to last one to do; all without it @returns names of what was done */
  up(to?: string): Promise<readonly string[]> {
    return this.#locked(umzug => umzug.up(to === undefined ? {} : { to }));
  }

  /** Undoes. @param to last one to undo; the newest only without it @returns names of what was undone */
  down(to?: string): Promise<readonly string[]> {
    return this.#locked(umzug => umzug.down(to === undefined ? {} : { to }));
  }

  async #locked(work: (umzug: Umzug<MigrationContext>) => Promise<readonly { readonly name: string }[]>): Promise<readonly string[]> {
    const lock = await DynamoMigrationLock.take(this.#options);
    try {
      const { unknown } = await this.status();
      if (unknown.length > 0) throw new NewerTableError(`the table knows ${unknown.join(', ')}, which this code does not`);
      return (await work(this.#umzug(lock))).map(migration => migration.name);
    } finally {
      // A lock that was lost has nothing to give back, and one that cannot be given back ends with its lease.
      await lock.release().catch(() => undefined);
    }
  }

  #umzug(lock: DynamoMigrationLock): Umzug<MigrationContext> {
    const { client, table, clock, sleep, migrations } = this.#options;
    const storage: UmzugStorage<MigrationContext> = {
      logMigration: ({ name }) => this.#log.add(name, lock),
      unlogMigration: ({ name }) => this.#log.remove(name, lock),
      executed: async () => (await this.#log.entries()).map(entry => entry.name),
    };
    return new Umzug<MigrationContext>({
      migrations: migrations.map(migration => ({
        name: migration.name,
        up: async ({ context }) => {
          await lock.renew();
          await migration.up(context);
        },
        down: async ({ context }) => {
          await lock.renew();
          await migration.down(context);
        },
      })),
      storage,
      context: { client, table, clock, sleep, lock },
      logger: undefined,
    });
  }
}
