import * as z from 'zod';
import { JobSettings } from '../jobs/job-settings.ts';
import { page, PageQuery } from './page.ts';
import { route } from './route.ts';

const JobId = z.object({ jobId: z.string().regex(/^job_[0-9A-Z]+$/) });
const ProjectId = z.object({ projectId: z.string().regex(/^prj_[0-9A-Z]+$/) });

const Stage = z.enum(['hear', 'plan', 'link', 'search', 'rank', 'compose', 'acquire', 'publish']);

/** A misspelt setting is refused, where the stored ones of later versions are read. */
const NewSettings = z
  .strictObject(JobSettings.shape)
  .refine(({ minCueMs, maxCueMs }) => minCueMs <= maxCueMs, { path: ['minCueMs'], error: 'longer than maxCueMs' });

export const JobView = z
  .object({
    id: z.string(),
    projectId: z.string(),
    /** Which attempt this is, from 1. */
    run: z.int().positive(),
    state: z.enum(['queued', 'running', 'waiting', 'completed', 'partial', 'failed', 'cancelled']),
    progress: z.object({
      stage: Stage.nullable(),
      /** Of the stage, 0–1; null where it cannot be told. */
      share: z.number().min(0).max(1).nullable(),
      /** One sentence for people. */
      message: z.string(),
    }),
    /** What the job waits for, while it waits. */
    waiting: z.object({ for: z.string(), until: z.iso.datetime() }).nullable(),
    /** Why a partial job is not whole; retry completes it where that is possible. */
    reasons: z.array(z.object({ code: z.string(), stage: Stage, why: z.string() })),
    error: z.object({ code: z.string(), stage: Stage, why: z.string(), help: z.string() }).nullable(),
    settings: JobSettings,
    /** Stages that ended, with their time in milliseconds. */
    stages: z.array(z.object({ stage: Stage, milliseconds: z.int().nonnegative() })),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Job' });

const NewJob = z
  .strictObject({ settings: NewSettings.prefault({}) })
  .prefault({})
  .meta({ id: 'NewJob' });

const Estimate = z
  .object({
    /** Of the transcript; null where a recogniser has to hear them first. */
    words: z.int().nonnegative().nullable(),
    /** Of the talk; null until its media has been heard. */
    durationMs: z.int().nonnegative().nullable(),
    /** Whether media has to be heard by the worker, which is the slow part. */
    needsWorker: z.boolean(),
    picturesAtMost: z.int().nonnegative().nullable(),
    /** Names and things that are looked up and searched for, each once. */
    lookupsAtMost: z.int().nonnegative(),
    /** Median of the workspace’s latest whole jobs on as much talk; null where there are none. */
    secondsAsMeasured: z.number().nonnegative().nullable(),
  })
  .meta({ id: 'Estimate' });

export const jobsRoutes = {
  createJob: route({
    id: 'createJob',
    method: 'POST',
    path: '/v1/projects/{projectId}/jobs',
    area: 'jobs',
    access: 'editor',
    idempotent: true,
    summary: 'Process the project: hear, plan, find, choose, fetch, publish',
    params: ProjectId,
    body: NewJob,
    status: 202,
    output: JobView,
    errors: ['NO_INPUT', 'JOB_LIMIT'],
  }),
  estimateJob: route({
    id: 'estimateJob',
    method: 'POST',
    path: '/v1/projects/{projectId}/jobs/estimate',
    area: 'jobs',
    access: 'viewer',
    summary: 'What a job on the project would take at most; nothing is started',
    params: ProjectId,
    body: NewJob,
    status: 200,
    output: Estimate,
    errors: ['NO_INPUT'],
  }),
  listProjectJobs: route({
    id: 'listProjectJobs',
    method: 'GET',
    path: '/v1/projects/{projectId}/jobs',
    area: 'jobs',
    access: 'viewer',
    summary: 'Jobs of a project, newest first',
    params: ProjectId,
    query: PageQuery,
    status: 200,
    output: page(JobView).meta({ id: 'ProjectJobPage' }),
    errors: [],
  }),
  listJobs: route({
    id: 'listJobs',
    method: 'GET',
    path: '/v1/jobs',
    area: 'jobs',
    access: 'viewer',
    summary: 'Jobs of the workspace, newest first',
    query: PageQuery,
    status: 200,
    output: page(JobView).meta({ id: 'JobPage' }),
    errors: [],
  }),
  getJob: route({
    id: 'getJob',
    method: 'GET',
    path: '/v1/jobs/{jobId}',
    area: 'jobs',
    access: 'viewer',
    summary: 'One job: stage, share done, what it waits for, why it ended',
    params: JobId,
    status: 200,
    output: JobView,
    errors: [],
  }),
  cancelJob: route({
    id: 'cancelJob',
    method: 'POST',
    path: '/v1/jobs/{jobId}/cancel',
    area: 'jobs',
    access: 'editor',
    summary: 'Stop a job; work that is under way changes nothing any more',
    params: JobId,
    status: 200,
    output: JobView,
    errors: ['JOB_ENDED'],
  }),
  retryJob: route({
    id: 'retryJob',
    method: 'POST',
    path: '/v1/jobs/{jobId}/retry',
    area: 'jobs',
    access: 'editor',
    summary: 'Run a failed, partial or cancelled job again from the stage that is missing',
    params: JobId,
    status: 202,
    output: JobView,
    errors: ['JOB_NOT_RETRYABLE', 'JOB_LIMIT'],
  }),
};
