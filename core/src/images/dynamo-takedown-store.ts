import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'electrodb';
import * as z from 'zod';
import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { modelHeader, readItem, readPage, STORED, type DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import { transact, type TransactionPut } from '../platform/dynamo/dynamo-transaction.ts';
import { ConflictError, ThrottledError } from '../platform/dynamo/store-errors.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { TakedownStore } from './takedown-store.ts';
import { TAKEDOWN_SHAPE, type Takedown } from './takedown.ts';

/** `gsi1` lists those that are under way. */
const takedownModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('takedown'),
      attributes: {
        imageId: { type: 'string', required: true },
        state: { type: 'string', required: true },
        requestedAt: { type: 'string', required: true },
        ...STORED,
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['imageId'], template: 'barred#${imageId}', casing: 'none' },
          sk: { field: 'sk', composite: [], template: 'takedown', casing: 'none' },
        },
        ofState: {
          index: 'gsi1',
          condition: ({ state }: { readonly state?: string }) => state === 'under-way',
          pk: { field: 'gsi1pk', composite: ['state'], template: 'takedowns#${state}', casing: 'none' },
          sk: { field: 'gsi1sk', composite: ['requestedAt', 'imageId'], template: '${requestedAt}#${imageId}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );

/** That nothing found under an id may be used, beside the takedown it came from. */
const barModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('bar'),
      attributes: { candidateId: { type: 'string', required: true }, imageId: { type: 'string', required: true } },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['candidateId'], template: 'barred#${candidateId}', casing: 'none' },
          sk: { field: 'sk', composite: [], template: 'takedown', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );

const Key = z.object({ pk: z.string() });

/** Takedowns in the table `main`. */
export class DynamoTakedownStore implements TakedownStore {
  readonly #options: DynamoStoreOptions;
  readonly #takedowns: ReturnType<typeof takedownModel>;
  readonly #bars: ReturnType<typeof barModel>;

  constructor(options: DynamoStoreOptions) {
    this.#options = options;
    this.#takedowns = takedownModel(options.client, options.table);
    this.#bars = barModel(options.client, options.table);
  }

  async begin(takedown: Takedown): Promise<Takedown> {
    const { candidateId, imageId } = takedown;
    try {
      await transact(this.#options.client, `begin the takedown of ${imageId}`, [
        { write: { Put: this.#takedowns.create(itemOf(takedown)).params<TransactionPut>() } },
        { write: { Put: this.#bars.put({ candidateId, imageId }).params<TransactionPut>() } },
      ]);
      return takedown;
    } catch (error) {
      const stored = error instanceof ConflictError ? await this.find(imageId) : null;
      if (stored === null) throw error;
      return stored;
    }
  }

  async find(imageId: string): Promise<Takedown | null> {
    const { data } = await storeCall(`get the takedown of ${imageId}`, () => this.#takedowns.get({ imageId }).go({ consistent: true }));
    return data === null ? null : readItem(TAKEDOWN_SHAPE, data, imageId);
  }

  async save(takedown: Takedown): Promise<void> {
    await storeCall(`save the takedown of ${takedown.imageId}`, () =>
      this.#takedowns
        .put(itemOf(takedown))
        .where(({ version }, { eq }) => eq(version, takedown.version - 1))
        .go({ response: 'none' }),
    );
  }

  async barred(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const unique = [...new Set(ids)];
    if (unique.length === 0) return new Set();
    const { client, table } = this.#options;
    const Keys = unique.map(id => ({ pk: `barred#${id}`, sk: 'takedown' }));
    const what = `look for ${unique.length} barred pictures`;
    const request = new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true, ProjectionExpression: 'pk' } } });
    const answer = await storeCall(what, () => client.send(request));
    if (Object.keys(answer.UnprocessedKeys ?? {}).length > 0) throw new ThrottledError(what);
    return new Set((answer.Responses?.[table] ?? []).map(item => Key.parse(item).pk.slice('barred#'.length)));
  }

  listUnderWay(page: PageRequest): Promise<Page<Takedown>> {
    return readPage(
      this.#options,
      { workspaceId: '', list: 'takedowns under way' },
      page,
      options => this.#takedowns.query.ofState({ state: 'under-way' }).go(options),
      item => readItem(TAKEDOWN_SHAPE, item, item.imageId),
    );
  }
}

const itemOf = (takedown: Takedown) => ({
  imageId: takedown.imageId,
  state: takedown.state,
  requestedAt: takedown.requestedAt,
  version: takedown.version,
  body: takedown,
});
