import type { JobView } from '@cutaway/core/api/jobs-routes';
import { CATALOGUE, isErrorCode } from '@cutaway/core/errors/catalogue';
import type { ProcessingJob } from '@cutaway/core/jobs/job';
import { STAGES } from '@cutaway/core/jobs/stage-message';
import type * as z from 'zod';

type View = z.input<typeof JobView>;

const progressOf = (job: ProcessingJob): View['progress'] => {
  switch (job.state) {
    case 'queued':
      return { stage: job.from, share: null, message: 'Waiting to start.' };
    case 'running':
      return { stage: job.progress.stage, share: job.progress.share, message: job.progress.message };
    case 'waiting':
      return { stage: job.progress.stage, share: job.progress.share, message: `Waiting: ${job.waiting.for}` };
    case 'completed':
      return { stage: null, share: 1, message: 'Done.' };
    case 'partial':
      return { stage: null, share: 1, message: 'Done, with something missing; see the reasons.' };
    case 'failed':
      return { stage: job.error.stage, share: null, message: 'Failed.' };
    case 'cancelled':
      return { stage: job.stage, share: null, message: 'Cancelled.' };
  }
};

const errorOf = (job: ProcessingJob): View['error'] =>
  job.state === 'failed'
    ? { ...job.error, help: isErrorCode(job.error.code) ? CATALOGUE[job.error.code].sentence : CATALOGUE.INTERNAL.sentence }
    : null;

/** A job as callers see it. */
export const jobView = (job: ProcessingJob): View => ({
  id: job.id,
  projectId: job.projectId,
  run: job.run,
  state: job.state,
  progress: progressOf(job),
  waiting: job.state === 'waiting' ? job.waiting : null,
  reasons: job.reasons,
  error: errorOf(job),
  settings: job.settings,
  stages: STAGES.flatMap(stage => {
    const milliseconds = job.timings[stage];
    return milliseconds === undefined ? [] : [{ stage, milliseconds }];
  }),
  createdAt: job.createdAt,
  endedAt: 'endedAt' in job ? job.endedAt : null,
});
