import { entitiesRoutes as routes } from '@cutaway/core/api/entities-routes';
import { correctEntity } from '@cutaway/core/entities/correct-entity';
import { GlossaryEntry, type StoredGlossaryEntry } from '@cutaway/core/entities/glossary';
import { keepGlossaryEntry } from '@cutaway/core/entities/keep-glossary';
import { api, implement } from '../http/api.ts';
import { once } from '../http/aws.deps.ts';
import { jobView } from '../jobs/job-view.ts';
import { buildDeps } from './api.deps.ts';

const deps = once(buildDeps);

const view = ({ id, name, aliases, action, type, qid, imageId, saidAt }: StoredGlossaryEntry) => ({
  ...{ id, name, aliases, action, type, saidAt },
  qid: qid ?? null,
  imageId: imageId ?? null,
});

export const handler = api([
  implement(routes.correctEntity, async ({ scope, params, body }) => {
    const { entry, job } = await correctEntity(await deps(), scope, params, body);
    return { body: { entry: entry === null ? null : view(entry), job: job === null ? null : jobView(job) } };
  }),
  implement(routes.listGlossary, async ({ scope, query }) => {
    const { items, next } = await (await deps()).glossary.list(scope, query);
    return { body: { items: items.map(view), next } };
  }),
  implement(routes.putGlossaryEntry, async ({ scope, body }) => ({
    body: view(await keepGlossaryEntry(await deps(), scope, GlossaryEntry.parse(body))),
  })),
  implement(routes.deleteGlossaryEntry, async ({ scope, params }) => {
    const { glossary } = await deps();
    await glossary.get(scope, params.entryId);
    await glossary.remove(scope, params.entryId);
    return {};
  }),
]);
