/** Keys and indexes of one table, as data: the template, the tests and the emulator create the same tables from it. All keys are strings. */
export interface TableSpec {
  readonly partitionKey: string;
  readonly sortKey: string | null;
  /** Project all attributes. */
  readonly indexes: readonly { readonly name: string; readonly partitionKey: string; readonly sortKey: string }[];
  /** Epoch seconds; DynamoDB deletes days late, so every reader compares it itself. */
  readonly ttlAttribute: string;
  /** Whether it holds something that cannot be had again: recovered to a point in time, backed up, protected. */
  readonly durable: boolean;
}

/** Attribute all tables expire by. */
export const TTL_ATTRIBUTE = 'expiresAt';

/**
 * `main`: everything that is kept; only sessions and unfinished uploads in it expire. `cache`: answers of providers.
 * `limits`: quota bookings, breaker, leases. `idempotency`: answers to repeated requests.
 */
export const TABLES = {
  main: {
    partitionKey: 'pk',
    sortKey: 'sk',
    indexes: [{ name: 'gsi1', partitionKey: 'gsi1pk', sortKey: 'gsi1sk' }],
    ttlAttribute: TTL_ATTRIBUTE,
    durable: true,
  },
  cache: { partitionKey: 'pk', sortKey: 'sk', indexes: [], ttlAttribute: TTL_ATTRIBUTE, durable: false },
  limits: { partitionKey: 'pk', sortKey: 'sk', indexes: [], ttlAttribute: TTL_ATTRIBUTE, durable: false },
  idempotency: { partitionKey: 'id', sortKey: null, indexes: [], ttlAttribute: TTL_ATTRIBUTE, durable: false },
} as const satisfies Record<string, TableSpec>;

export type TableName = keyof typeof TABLES;
