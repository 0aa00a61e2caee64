import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'electrodb';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import { fenceOf } from '../jobs/dynamo-job-fence.ts';
import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { modelHeader, readItem, STORED, type DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import { transact, type TransactionPut } from '../platform/dynamo/dynamo-transaction.ts';
import { TIMELINE_HEAD_SHAPE, type TimelineHead } from './timeline-head.ts';
import type { TimelineStore } from './timeline-store.ts';

const headModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('timeline-head'),
      attributes: { workspaceId: { type: 'string', required: true }, projectId: { type: 'string', required: true }, ...STORED },
      indexes: {
        primary: {
          pk: {
            field: 'pk',
            composite: ['workspaceId', 'projectId'],
            template: 'workspace#${workspaceId}#project#${projectId}',
            casing: 'none',
          },
          sk: { field: 'sk', composite: [], template: 'timeline', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );

/** Heads of timelines in the table `main`, one a project. */
export class DynamoTimelineStore implements TimelineStore {
  readonly #options: DynamoStoreOptions;
  readonly #heads: ReturnType<typeof headModel>;

  constructor(options: DynamoStoreOptions) {
    this.#options = options;
    this.#heads = headModel(options.client, options.table);
  }

  async find(scope: OwnerScope, projectId: string): Promise<TimelineHead | null> {
    const key = { workspaceId: scope.workspaceId, projectId };
    const { data } = await storeCall(`get timeline of ${projectId}`, () => this.#heads.get(key).go({ consistent: true }));
    return data === null ? null : readItem(TIMELINE_HEAD_SHAPE, data, projectId);
  }

  async edit(scope: OwnerScope, head: TimelineHead): Promise<void> {
    await storeCall(`edit timeline of ${head.projectId}`, () => this.#next(scope, head).go({ response: 'none' }));
  }

  async save(scope: OwnerScope, head: TimelineHead): Promise<void> {
    const put = this.#next(scope, head).params<TransactionPut>();
    await transact(this.#options.client, `save timeline of ${head.projectId}`, [
      fenceOf(this.#options, scope, head),
      { write: { Put: put } },
    ]);
  }

  #next(scope: OwnerScope, head: TimelineHead) {
    const item = { workspaceId: scope.workspaceId, projectId: head.projectId, version: head.version, body: head };
    return this.#heads
      .put(item)
      .where(({ version }, { eq, notExists }) => (head.version === 1 ? notExists(version) : eq(version, head.version - 1)));
  }
}
