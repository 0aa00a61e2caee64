import { jobsRoutes as routes } from '@cutaway/core/api/jobs-routes';
import { estimateJob } from '@cutaway/core/jobs/estimate-job';
import { cancelJob, retryJob, startJob } from '@cutaway/core/jobs/request-job';
import { api, implement } from '../http/api.ts';
import { once } from '../http/aws.deps.ts';
import { buildDeps } from './api.deps.ts';
import { jobView } from './job-view.ts';

const deps = once(buildDeps);

export const handler = api([
  implement(routes.createJob, async request => {
    const made = await deps();
    const { scope, params, body } = request;
    return made.idempotent(routes.createJob.id, request, 'job', async newId => ({
      body: jobView(await startJob({ ...made, newId }, scope, params.projectId, body.settings)),
    }));
  }),
  implement(routes.estimateJob, async ({ scope, params, body }) => ({
    body: await estimateJob(await deps(), scope, params.projectId, body.settings),
  })),
  implement(routes.listProjectJobs, async ({ scope, params, query }) => {
    const { jobs, projects } = await deps();
    await projects.get(scope, params.projectId);
    const { items, next } = await jobs.listOfProject(scope, params.projectId, query);
    return { body: { items: items.map(jobView), next } };
  }),
  implement(routes.listJobs, async ({ scope, query }) => {
    const { items, next } = await (await deps()).jobs.list(scope, query);
    return { body: { items: items.map(jobView), next } };
  }),
  implement(routes.getJob, async ({ scope, params }) => ({ body: jobView(await (await deps()).jobs.get(scope, params.jobId)) })),
  implement(routes.cancelJob, async ({ scope, params }) => ({ body: jobView(await cancelJob(await deps(), scope, params.jobId)) })),
  implement(routes.retryJob, async ({ scope, params }) => ({ body: jobView(await retryJob(await deps(), scope, params.jobId)) })),
]);
