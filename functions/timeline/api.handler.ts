import type { OwnerScope } from '@cutaway/core/accounts/owner-scope';
import { resultsRoutes as routes } from '@cutaway/core/api/results-routes';
import { AppError } from '@cutaway/core/errors/app-error';
import { isOwn, keptImage } from '@cutaway/core/images/own-image';
import { ProviderId } from '@cutaway/core/images/rights-record';
import type { StoredImage } from '@cutaway/core/images/stored-image';
import { etagOf } from '@cutaway/core/platform/etag';
import { readJson } from '@cutaway/core/platform/json-objects';
import type { Page, PageRequest } from '@cutaway/core/platform/page';
import { readPointer, readResult } from '@cutaway/core/projects/read-result';
import type { ResultKind } from '@cutaway/core/projects/project';
import { makeExport, readExport } from '@cutaway/core/timeline/make-export';
import { Timeline } from '@cutaway/core/timeline/timeline';
import * as z from 'zod';
import { api, implement } from '../http/api.ts';
import type { Answer } from '../http/answer.ts';
import { once } from '../http/aws.deps.ts';
import { buildDeps } from './api.deps.ts';

const deps = once(buildDeps);

/** The newest result of a kind; the route's schema reads it again on its way out. */
const read = async (kind: ResultKind, scope: OwnerScope, projectId: string): Promise<Answer<never>> =>
  readResult(await deps(), scope, projectId, kind);

const timeline = async (scope: OwnerScope, projectId: string): Promise<Answer<z.input<typeof Timeline>>> => {
  const { projects, timelines, ...objects } = await deps();
  await projects.get(scope, projectId);
  const head = await timelines.find(scope, projectId);
  if (head === null)
    throw new AppError('NOT_FOUND', { detail: 'The project has no timeline yet. Start a job, or wait until it gets there.' });
  const result = await readPointer(objects, head.body);
  const etag = etagOf(head.version);
  return 'redirect' in result ? { ...result, etag } : { etag, body: { ...Timeline.parse(result.document), version: head.version } };
};

const Shown = z.object({ images: z.array(z.object({ id: z.string(), provider: ProviderId })) });

/** A page of the pictures the manifest shows, as the catalogue and the workspace hold them now. A cursor is good for the manifest it was made of. */
const pictures = async (scope: OwnerScope, projectId: string, { limit, cursor }: PageRequest): Promise<Page<StoredImage>> => {
  const { images, ownImages, media, projects, cursors } = await deps();
  const { manifest } = (await projects.get(scope, projectId)).results;
  if (manifest === undefined) throw new AppError('NOT_FOUND', { detail: 'The project has no published timeline yet.' });
  const all = (await readJson(media, manifest.key, Shown))?.images ?? [];
  const purpose = { workspaceId: scope.workspaceId, list: `images of ${manifest.sha256}` };
  const from = cursor === undefined ? 0 : Number(cursors.open(purpose, cursor));
  const { own = [], licensed = [] } = Object.groupBy(all.slice(from, from + limit), image => (isOwn(image) ? 'own' : 'licensed'));
  const idsOf = (some: typeof all): readonly string[] => some.map(({ id }) => id);
  const [ours, theirs] = await Promise.all([ownImages.findMany(scope, idsOf(own)), images.getMany(idsOf(licensed))]);
  const items = [...ours.flatMap(image => keptImage(image) ?? []), ...theirs];
  return from + limit < all.length ? { items, next: cursors.seal(purpose, String(from + limit)) } : { items };
};

export const handler = api([
  implement(routes.getTranscript, ({ scope, params }) => read('transcript', scope, params.projectId)),
  implement(routes.getEmphasis, ({ scope, params }) => read('emphasis', scope, params.projectId)),
  implement(routes.getEntities, ({ scope, params }) => read('entities', scope, params.projectId)),
  implement(routes.getManifest, ({ scope, params }) => read('manifest', scope, params.projectId)),
  implement(routes.getTimeline, ({ scope, params }) => timeline(scope, params.projectId)),
  implement(routes.getImages, async ({ scope, params, query }) => {
    const { items, next } = await pictures(scope, params.projectId, query);
    return { body: { items: [...items], next } };
  }),
  implement(routes.createExport, async ({ scope, params, body }) => ({
    body: await makeExport(await deps(), scope, params.projectId, body.format),
  })),
  implement(routes.getExport, async ({ scope, params }) => ({
    body: await readExport(await deps(), scope, params.projectId, params.exportId),
  })),
]);
