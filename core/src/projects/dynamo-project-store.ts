import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import { fenceOf } from '../jobs/dynamo-job-fence.ts';
import type { JobRef } from '../jobs/stage-message.ts';
import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { readItem, readPage, type DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import { transact, type TransactionUpdate } from '../platform/dynamo/dynamo-transaction.ts';
import { ConflictError, StaleRunError } from '../platform/dynamo/store-errors.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import { projectModel } from './dynamo-project-model.ts';
import { PROJECT_SHAPE, type ResultKind, type ResultPointer, VideoProject } from './project.ts';
import type { ProjectStore } from './project-store.ts';

interface ProjectItem {
  readonly body: object;
  readonly latestJobId?: string | undefined;
  readonly results: object;
}

const projectOf = (item: ProjectItem | null, projectId: string): VideoProject => {
  const whole = item === null ? null : { body: { ...item.body, latestJobId: item.latestJobId ?? null, results: item.results } };
  return readItem(PROJECT_SHAPE, whole, projectId);
};

/** The part of a project that users and uploads edit. */
const ProjectBody = VideoProject.omit({ latestJobId: true, results: true });

/** Projects in the table `main`. */
export class DynamoProjectStore implements ProjectStore {
  readonly #options: DynamoStoreOptions;
  readonly #projects: ReturnType<typeof projectModel>;

  constructor(options: DynamoStoreOptions) {
    this.#options = options;
    this.#projects = projectModel(options.client, options.table);
  }

  async create(scope: OwnerScope, project: VideoProject): Promise<VideoProject> {
    const item = {
      workspaceId: scope.workspaceId,
      projectId: project.id,
      version: project.version,
      body: ProjectBody.parse(project),
      results: {},
    };
    try {
      await storeCall(`create project ${project.id}`, () => this.#projects.create(item).go({ response: 'none' }));
      return { ...project, latestJobId: null, results: {} };
    } catch (error) {
      if (error instanceof ConflictError) return this.get(scope, project.id);
      throw error;
    }
  }

  async get(scope: OwnerScope, projectId: string): Promise<VideoProject> {
    const key = { workspaceId: scope.workspaceId, projectId };
    const { data } = await storeCall(`get project ${projectId}`, () => this.#projects.get(key).go({ consistent: true }));
    return projectOf(data, projectId);
  }

  list(scope: OwnerScope, page: PageRequest): Promise<Page<VideoProject>> {
    const { workspaceId } = scope;
    return readPage(
      this.#options,
      { workspaceId, list: 'projects' },
      page,
      options => this.#projects.query.primary({ workspaceId }).go({ ...options, order: 'desc' }),
      item => projectOf(item, item.projectId),
    );
  }

  async save(scope: OwnerScope, project: VideoProject): Promise<void> {
    const key = { workspaceId: scope.workspaceId, projectId: project.id };
    await storeCall(`save project ${project.id}`, () =>
      this.#projects
        .patch(key)
        .set({ version: project.version, body: ProjectBody.parse(project) })
        .where(({ version }, { eq }) => eq(version, project.version - 1))
        .go({ response: 'none' }),
    );
  }

  async replaceResult(
    scope: OwnerScope,
    projectId: string,
    kind: ResultKind,
    before: ResultPointer,
    pointer: ResultPointer,
  ): Promise<void> {
    const { client, table } = this.#options;
    const { Key } = this.#projects.get({ workspaceId: scope.workspaceId, projectId }).params<Pick<TransactionUpdate, 'Key'>>();
    const update = new UpdateCommand({
      TableName: table,
      Key,
      UpdateExpression: 'SET #results.#kind = :pointer',
      ConditionExpression: '#results.#kind.#sha256 = :before',
      ExpressionAttributeNames: { '#results': 'results', '#kind': kind, '#sha256': 'sha256' },
      ExpressionAttributeValues: { ':pointer': pointer, ':before': before.sha256 },
    });
    await storeCall(`replace ${kind} of project ${projectId}`, () => client.send(update));
  }

  async saveResult(
    scope: OwnerScope,
    run: Pick<JobRef, 'projectId' | 'jobId' | 'run'>,
    kind: ResultKind,
    pointer: ResultPointer,
  ): Promise<void> {
    const { client, table } = this.#options;
    const { Key } = this.#projects
      .get({ workspaceId: scope.workspaceId, projectId: run.projectId })
      .params<Pick<TransactionUpdate, 'Key'>>();
    // A path into the map: two runs that store results of different kinds do not touch each other's.
    const update: TransactionUpdate = {
      TableName: table,
      Key,
      UpdateExpression: 'SET #results.#kind = :pointer',
      ConditionExpression: 'attribute_exists(#results) AND (attribute_not_exists(#results.#kind) OR #results.#kind.jobId <= :job)',
      ExpressionAttributeNames: { '#results': 'results', '#kind': kind },
      ExpressionAttributeValues: { ':pointer': pointer, ':job': run.jobId },
    };
    const what = `save ${kind} of project ${run.projectId}`;
    const otherwise = (cause: unknown): StaleRunError => new StaleRunError(`${what}: a later job has stored its own`, cause);
    try {
      await transact(client, what, [{ write: { Update: update }, otherwise }, fenceOf(this.#options, scope, run)]);
    } catch (error) {
      // The same refusal as for a project that is not there: then this says so.
      if (error instanceof StaleRunError) await this.get(scope, run.projectId);
      throw error;
    }
  }
}
