import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'electrodb';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import { sha256Hex } from '../platform/digest.ts';
import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { modelHeader, readItem, readPage, STORED, type DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import { ConflictError } from '../platform/dynamo/store-errors.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { UseReportStore } from './use-report-store.ts';
import { USE_REPORT_SHAPE, type UseReport } from './use-report.ts';

/** In the project's partition, so that it goes with the project; `gsi1` lists those that are due. */
const reportModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('use-report'),
      attributes: {
        workspaceId: { type: 'string', required: true },
        projectId: { type: 'string', required: true },
        digest: { type: 'string', required: true },
        state: { type: 'string', required: true },
        dueAt: { type: 'string', required: true },
        body: STORED.body,
      },
      indexes: {
        primary: {
          pk: {
            field: 'pk',
            composite: ['workspaceId', 'projectId'],
            template: 'workspace#${workspaceId}#project#${projectId}',
            casing: 'none',
          },
          sk: { field: 'sk', composite: ['digest'], template: 'use-report#${digest}', casing: 'none' },
        },
        ofState: {
          index: 'gsi1',
          condition: ({ state }: { readonly state?: string }) => state === 'due',
          pk: { field: 'gsi1pk', composite: ['state'], template: 'use-reports#${state}', casing: 'none' },
          sk: { field: 'gsi1sk', composite: ['dueAt', 'projectId', 'digest'], template: '${dueAt}#${projectId}#${digest}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );

const itemOf = (report: UseReport) => ({
  workspaceId: report.workspaceId,
  projectId: report.projectId,
  digest: sha256Hex(report.candidateId).slice(0, 32),
  state: report.state,
  dueAt: report.dueAt,
  body: report,
});

/** Reports of use in the table `main`. */
export class DynamoUseReportStore implements UseReportStore {
  readonly #options: DynamoStoreOptions;
  readonly #reports: ReturnType<typeof reportModel>;

  constructor(options: DynamoStoreOptions) {
    this.#options = options;
    this.#reports = reportModel(options.client, options.table);
  }

  async request(scope: OwnerScope, report: UseReport): Promise<void> {
    const item = itemOf({ ...report, workspaceId: scope.workspaceId });
    try {
      await storeCall(`note a use in ${report.projectId}`, () => this.#reports.create(item).go({ response: 'none' }));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }

  listDue(now: string, page: PageRequest): Promise<Page<UseReport>> {
    return readPage(
      this.#options,
      { workspaceId: '', list: 'use reports' },
      page,
      options => this.#reports.query.ofState({ state: 'due' }).lte({ dueAt: now }).go(options),
      item => readItem(USE_REPORT_SHAPE, item, item.digest),
    );
  }

  async claim(report: UseReport): Promise<boolean> {
    try {
      await storeCall(`claim a report of ${report.projectId}`, () =>
        this.#reports
          .put(itemOf({ ...report, state: 'sent' }))
          .where(({ state, dueAt }, { eq }) => `${eq(state, 'due')} AND ${eq(dueAt, report.dueAt)}`)
          .go({ response: 'none' }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConflictError) return false;
      throw error;
    }
  }

  async postpone(report: UseReport, dueAt: string): Promise<void> {
    const item = itemOf({ ...report, state: 'due', dueAt, postponed: report.postponed + 1 });
    await storeCall(`postpone a report of ${report.projectId}`, () => this.#reports.put(item).go({ response: 'none' }));
  }
}
