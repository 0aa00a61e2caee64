import { projectsRoutes as routes } from '@cutaway/core/api/projects-routes';
import { versionOf } from '@cutaway/core/platform/etag';
import { createProject, editProject } from '@cutaway/core/projects/edit-project';
import type { VideoProject } from '@cutaway/core/projects/project';
import { putTranscript } from '@cutaway/core/projects/put-transcript';
import { abortUpload, beginUpload, completeUpload } from '@cutaway/core/projects/upload-media';
import { api, implement } from '../http/api.ts';
import { once } from '../http/aws.deps.ts';
import { buildDeps } from './api.deps.ts';
import { projectView } from './project-view.ts';

const deps = once(buildDeps);

const answer = (project: VideoProject): { body: ReturnType<typeof projectView>; etag: string } => {
  const body = projectView(project);
  return { body, etag: body.etag };
};

export const handler = api([
  implement(routes.createProject, async request => {
    const made = await deps();
    return made.idempotent(routes.createProject.id, request, 'prj', async newId =>
      answer(await createProject({ ...made, newId }, request.scope, request.body)),
    );
  }),
  implement(routes.listProjects, async ({ scope, query }) => {
    const { items, next } = await (await deps()).projects.list(scope, query);
    return { body: { items: items.map(projectView), next } };
  }),
  implement(routes.getProject, async ({ scope, params }) => answer(await (await deps()).projects.get(scope, params.projectId))),
  implement(routes.updateProject, async ({ scope, params, body, ifMatch }) =>
    answer(await editProject(await deps(), scope, params.projectId, versionOf(ifMatch), body)),
  ),
  implement(routes.createUpload, async ({ scope, params, body }) => {
    const { upload, parts } = await beginUpload(await deps(), scope, params.projectId, body);
    return {
      body: { uploadId: upload.id, parts: parts.map(part => ({ ...part, headers: { ...part.headers } })), expiresAt: upload.expiresAt },
    };
  }),
  implement(routes.completeUpload, async ({ scope, params, body }) =>
    answer(await completeUpload(await deps(), scope, params.projectId, params.uploadId, body.parts)),
  ),
  implement(routes.abortUpload, async ({ scope, params }) => {
    await abortUpload(await deps(), scope, params.projectId, params.uploadId);
    return {};
  }),
  implement(routes.putTranscript, async ({ scope, params, raw }) =>
    answer(await putTranscript(await deps(), scope, params.projectId, raw)),
  ),
]);
