import type { OwnerScope } from '../accounts/owner-scope.ts';
import { AppError } from '../errors/app-error.ts';
import { LIMITS } from '../platform/limits.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import type { JobSettings } from './job-settings.ts';
import type { JobStore } from './job-store.ts';
import type { ProcessingJob } from './job.ts';

export interface EstimateDeps {
  readonly jobs: JobStore;
  readonly projects: ProjectStore;
}

/** What a job would take at most. */
export interface JobEstimate {
  readonly words: number | null;
  readonly durationMs: number | null;
  readonly needsWorker: boolean;
  readonly picturesAtMost: number | null;
  readonly lookupsAtMost: number;
  readonly secondsAsMeasured: number | null;
}

/** Jobs looked back at. */
const LATEST = 25;

const median = (values: readonly number[]): number | null => values.toSorted((a, b) => a - b)[values.length >> 1] ?? null;

const secondsOf = (job: ProcessingJob): number => Object.values(job.timings).reduce((sum, ms) => sum + ms, 0) / 1_000;

/** Seconds of work for each second of talk in the workspace's latest whole jobs, or null where there were none. */
const measuredRate = async ({ jobs, projects }: EstimateDeps, scope: OwnerScope, needsWorker: boolean): Promise<number | null> => {
  const { items } = await jobs.list(scope, { limit: LATEST });
  const rates = await Promise.all(
    items.map(async job => {
      if (job.state !== 'completed') return [];
      const { media, transcript } = await projects.get(scope, job.projectId);
      const talkMs = media?.info?.durationMs ?? transcript?.durationMs ?? 0;
      return talkMs > 0 && (media !== null) === needsWorker ? [secondsOf(job) / (talkMs / 1_000)] : [];
    }),
  );
  return median(rates.flat());
};

/** Bounds from the settings and limits, and time from what the workspace's own jobs took. @throws AppError NO_INPUT */
export const estimateJob = async (
  deps: EstimateDeps,
  scope: OwnerScope,
  projectId: string,
  settings: JobSettings,
): Promise<JobEstimate> => {
  const { media, transcript } = await deps.projects.get(scope, projectId);
  if (media === null && transcript === null) throw new AppError('NO_INPUT');
  const needsWorker = media !== null;
  const durationMs = media?.info?.durationMs ?? transcript?.durationMs ?? null;
  const words = transcript?.words ?? null;
  const rate = durationMs === null ? null : await measuredRate(deps, scope, needsWorker);
  return {
    words,
    durationMs,
    needsWorker,
    picturesAtMost: durationMs === null ? null : Math.ceil((durationMs / 60_000) * settings.cuesPerMinute),
    lookupsAtMost: Math.min(LIMITS.plannedEntities.value, words ?? LIMITS.plannedEntities.value),
    secondsAsMeasured: rate === null || durationMs === null ? null : Math.round((rate * durationMs) / 100) / 10,
  };
};
