import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { backfill, type StoredItem } from '../../../../core/src/platform/migrations/dynamo-backfill.ts';
import { DynamoMigrationLock, MigrationLockError } from '../../../../core/src/platform/migrations/dynamo-migration-lock.ts';
import type { Migration, MigrationContext } from '../../../../core/src/platform/migrations/dynamo-migration.ts';
import { DynamoMigrator, NewerTableError } from '../../../../core/src/platform/migrations/dynamo-migrator.ts';
import { KEY_GENERATION, readSchemaMarker } from '../../../../core/src/platform/migrations/dynamo-schema-marker.ts';
import { ALL_MIGRATIONS } from '../../../../core/src/platform/migrations/steps/all-migrations.ts';
import { START_MS } from '../../../../core/src/testing/builders.ts';
import { TEST_TABLES, useEmulator } from '../../../support/emulator.ts';

const emulator = useEmulator();
const table = TEST_TABLES.main;
let nowMs = START_MS;
const base = () => ({ client: emulator().client, table, clock: () => nowMs, sleep: () => Promise.resolve(), holder: 'test' });
const migrator = (migrations: readonly Migration[]) => new DynamoMigrator({ ...base(), migrations });
const quiet = (name: string, up: Migration['up'] = () => Promise.resolve()): Migration => ({ name, up, down: () => Promise.resolve() });

describe('DynamoMigrator', () => {
  it('does what is pending in order, once, and undoes the newest first', async () => {
    const seen: string[] = [];
    const step = (name: string): Migration => ({
      name,
      up: () => Promise.resolve(void seen.push(`up ${name}`)),
      down: () => Promise.resolve(void seen.push(`down ${name}`)),
    });
    const steps = [step('2026-03-01-a'), step('2026-03-02-b')];
    expect((await migrator(steps).status()).pending).toEqual(['2026-03-01-a', '2026-03-02-b']);
    expect(await migrator(steps).up()).toEqual(['2026-03-01-a', '2026-03-02-b']);
    expect(await migrator(steps).up()).toEqual([]);
    expect(await migrator(steps).down()).toEqual(['2026-03-02-b']);
    expect(await migrator(steps).status()).toMatchObject({ done: [{ name: '2026-03-01-a' }], pending: ['2026-03-02-b'], unknown: [] });
    await migrator(steps).down();
    expect(seen).toEqual(['up 2026-03-01-a', 'up 2026-03-02-b', 'down 2026-03-02-b', 'down 2026-03-01-a']);
  });

  it('of two processes that migrate at once one is refused', async () => {
    const steps = [quiet('2026-03-03-once')];
    const answers = await Promise.allSettled([migrator(steps).up(), migrator(steps).up()]);
    const refused = answers.filter(answer => answer.status === 'rejected');
    expect(refused.every(answer => answer.reason instanceof MigrationLockError)).toBe(true);
    expect(answers.filter(answer => answer.status === 'fulfilled' && answer.value.length === 1)).toHaveLength(1);
    await migrator(steps).down();
  });

  it('a process that was silent for too long cannot record what it did after another took over', async () => {
    const takeOver = (): Promise<void> => {
      nowMs += 3 * 60_000;
      return DynamoMigrationLock.take(base()).then(lock => lock.release());
    };
    const steps = [quiet('2026-03-04-silent', takeOver)];
    await expect(migrator(steps).up()).rejects.toThrow();
    expect((await migrator(steps).status()).pending).toEqual(['2026-03-04-silent']);
  });

  it('a failed migration is not recorded, and the lock is free again', async () => {
    const failing = quiet('2026-03-05-fails', () => Promise.reject(new Error('no')));
    await expect(migrator([failing]).up()).rejects.toThrow();
    expect(await migrator([quiet('2026-03-05-fails')]).up()).toEqual(['2026-03-05-fails']);
    await migrator([quiet('2026-03-05-fails')]).down();
  });

  it('older code leaves a table alone that newer code has migrated', async () => {
    const newer = [quiet('2026-03-06-newer')];
    await migrator(newer).up();
    await expect(migrator([]).up()).rejects.toThrow(NewerTableError);
    expect((await migrator([]).status()).unknown).toEqual(['2026-03-06-newer']);
    await migrator(newer).down();
  });

  it('the product’s own migrations run up, down and up again', async () => {
    expect(await readSchemaMarker(base())).toBeNull();
    await migrator(ALL_MIGRATIONS).up();
    expect(await readSchemaMarker(base())).toBe(KEY_GENERATION);
    await migrator(ALL_MIGRATIONS).down(ALL_MIGRATIONS[0]?.name);
    expect(await readSchemaMarker(base())).toBeNull();
    await migrator(ALL_MIGRATIONS).up();
    expect(await readSchemaMarker(base())).toBe(KEY_GENERATION);
  });
});

describe('backfill', () => {
  const fill = async (partition: string, count: number): Promise<void> => {
    const { client } = emulator();
    for (let start = 0; start < count; start += 25) {
      const puts = Array.from({ length: Math.min(25, count - start) }, (_, place) => ({
        PutRequest: { Item: { pk: partition, sk: `row#${start + place}`, version: 1, old: true } },
      }));
      await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
    }
  };
  const left = async (partition: string): Promise<number> => {
    const query = { TableName: table, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': partition } };
    const { Items } = await emulator().client.send(new QueryCommand(query));
    return (Items ?? []).filter(item => item['old'] === true).length;
  };
  const renewing = (partition: string) => (item: StoredItem) =>
    item['pk'] === partition && item['old'] === true
      ? { Item: { ...item, old: false, version: 2 }, ConditionExpression: 'version = :one', ExpressionAttributeValues: { ':one': 1 } }
      : null;
  const run = async (options: Partial<Parameters<typeof backfill>[0]> & Pick<Parameters<typeof backfill>[0], 'name' | 'change'>) => {
    const lock = await DynamoMigrationLock.take(base());
    const context: Omit<MigrationContext, 'lock'> = base();
    return backfill({ ...context, lock, itemsPerSecond: 1_000, ...options }).finally(() => lock.release());
  };

  it('changes every item that needs it, and goes on after a stop where it was', async () => {
    await fill('backfill-a', 350);
    let visits = 0;
    const stopping = (item: StoredItem) => {
      visits += 1;
      if (visits === 250) throw new Error('killed');
      return renewing('backfill-a')(item);
    };
    await expect(run({ name: 'a', change: stopping })).rejects.toThrow('killed');
    expect(await left('backfill-a')).toBeGreaterThan(0);
    const result = await run({ name: 'a', change: renewing('backfill-a') });
    expect(await left('backfill-a')).toBe(0);
    expect(result.finished).toBe(true);
    const visitedAgain = (): null => {
      throw new Error('visited again');
    };
    const again = await run({ name: 'a', change: visitedAgain });
    expect(again).toEqual(result);
  });

  it('leaves an item that somebody wrote in between', async () => {
    await fill('backfill-b', 1);
    const racing = (item: StoredItem) =>
      item['pk'] === 'backfill-b' ? { ...renewing('backfill-b')(item)!, ExpressionAttributeValues: { ':one': 0 } } : null;
    expect(await run({ name: 'b', change: racing })).toMatchObject({ changed: 0, finished: true });
    expect(await left('backfill-b')).toBe(1);
  });

  it('keeps its pace', async () => {
    await fill('backfill-c', 250);
    const pauses: number[] = [];
    const { visited } = await run({
      name: 'c',
      itemsPerSecond: 50,
      change: () => null,
      sleep: pause => Promise.resolve(void pauses.push(pause)),
    });
    expect(pauses.length).toBe(Math.ceil(visited / 100) - 1);
    expect(pauses.every(pause => pause === 2_000)).toBe(true);
  });

  it('stops as soon as the lock is lost', async () => {
    await fill('backfill-d', 250);
    const losing = async () => {
      nowMs += 3 * 60_000;
      await DynamoMigrationLock.take(base()).then(lock => lock.release());
    };
    let pages = 0;
    const sleep = () => {
      pages += 1;
      return losing();
    };
    await expect(run({ name: 'd', change: () => null, sleep })).rejects.toThrow(MigrationLockError);
    expect(pages).toBe(1);
  });
});
