import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'electrodb';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { modelHeader, readItem, readPage, STORED, type DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import { GLOSSARY_SHAPE, type StoredGlossaryEntry } from './glossary.ts';
import type { GlossaryStore } from './glossary-store.ts';

const glossaryModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('glossary'),
      attributes: { workspaceId: { type: 'string', required: true }, entryId: { type: 'string', required: true }, ...STORED },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['workspaceId'], template: 'workspace#${workspaceId}', casing: 'none' },
          sk: { field: 'sk', composite: ['entryId'], template: 'glossary#${entryId}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );

/** Every write is the first and only version: the newest entry of a name counts, whoever says it. */
const VERSION = 1;

/** Glossaries in the table `main`, in their workspace's partition. */
export class DynamoGlossaryStore implements GlossaryStore {
  readonly #options: DynamoStoreOptions;
  readonly #entries: ReturnType<typeof glossaryModel>;

  constructor(options: DynamoStoreOptions) {
    this.#options = options;
    this.#entries = glossaryModel(options.client, options.table);
  }

  async put({ workspaceId }: OwnerScope, entry: StoredGlossaryEntry): Promise<void> {
    const item = { workspaceId, entryId: entry.id, version: VERSION, body: entry };
    await storeCall(`put ${entry.id}`, () => this.#entries.put(item).go({ response: 'none' }));
  }

  async get({ workspaceId }: OwnerScope, entryId: string): Promise<StoredGlossaryEntry> {
    const { data } = await storeCall(`get ${entryId}`, () => this.#entries.get({ workspaceId, entryId }).go({ consistent: true }));
    return readItem(GLOSSARY_SHAPE, data, entryId);
  }

  async remove({ workspaceId }: OwnerScope, entryId: string): Promise<void> {
    await storeCall(`remove ${entryId}`, () => this.#entries.delete({ workspaceId, entryId }).go({ response: 'none' }));
  }

  list({ workspaceId }: OwnerScope, page: PageRequest): Promise<Page<StoredGlossaryEntry>> {
    return readPage(
      this.#options,
      { workspaceId, list: 'glossary' },
      page,
      options => this.#entries.query.primary({ workspaceId }).go({ ...options, consistent: true }),
      item => readItem(GLOSSARY_SHAPE, item, item.entryId),
    );
  }
}
