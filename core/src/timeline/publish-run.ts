import * as z from 'zod';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import { entityRowOf } from '../entities/entity-row.ts';
import type { EntityStore } from '../entities/entity-store.ts';
import { Links, Plan } from '../entities/entity.ts';
import type { ImageUseStore } from '../images/image-use-store.ts';
import type { ImageUse } from '../images/image-use.ts';
import type { UseReportStore } from '../images/use-report-store.ts';
import { Rankings } from '../images/rankings.ts';
import { applyJobEvent } from '../jobs/apply-job-event.ts';
import type { JobReason } from '../jobs/job.ts';
import { gatherPieces } from '../jobs/run-batch.ts';
import type { StageDeps, StageRun } from '../jobs/stage-run.ts';
import { done, type Outcome } from '../platform/outcome.ts';
import { VERSION } from '../platform/version.ts';
import { saveResult, type SaveResultDeps } from '../projects/save-result.ts';
import { emphasisRowsOf } from '../speech/emphasis-row.ts';
import type { EmphasisStore } from '../speech/emphasis-store.ts';
import { Hearing } from '../speech/emphasis-point.ts';
import { AcquiredCue } from './acquire-cue.ts';
import { barredPictures, type BarredPicturesDeps } from './barred-pictures.ts';
import { buildManifest } from './build-manifest.ts';
import { putTimeline, versionFor } from './compose-run.ts';
import { Manifest } from './manifest.ts';
import { publishTimeline } from './publish-timeline.ts';
import { withoutPictures } from './without-pictures.ts';
import type { TimelineStore } from './timeline-store.ts';
import { Timeline } from './timeline.ts';

export interface PublishRunDeps extends StageDeps, SaveResultDeps, BarredPicturesDeps {
  readonly timelines: TimelineStore;
  readonly emphasisRows: EmphasisStore;
  readonly entityRows: EntityStore;
  readonly imageUses: ImageUseStore;
  readonly useReports: Pick<UseReportStore, 'request'>;
}

/** Result of the stage `publish`: how much there is, for the log; the documents are read where they were published. */
export const Published = z.object({ schemaVersion: z.literal(1), cues: z.int().nonnegative(), images: z.int().nonnegative() });
export type Published = z.infer<typeof Published>;

const shortfallsOf = (timeline: Timeline, acquired: ReadonlyMap<string, AcquiredCue>): readonly JobReason[] => {
  const lost = timeline.cues.filter(cue => !acquired.has(cue.id)).length;
  const unfetchable = [...acquired.values()].filter(({ cue }) => cue === null);
  return [
    ...(lost === 0
      ? []
      : [{ code: 'INTERNAL', stage: 'acquire' as const, why: `The fetching of ${lost} pictures ended without an answer.` }]),
    ...(unfetchable.length === 0
      ? []
      : [
          {
            code: 'IMAGE_UNFETCHABLE',
            stage: 'acquire' as const,
            why: `${unfetchable.length} pictures could not be had: ${unfetchable[0]?.failed[0]?.why ?? ''}`.slice(0, 1_000),
          },
        ]),
  ];
};

const usesOf = (timeline: Timeline, run: StageRun, usedAt: string): readonly ImageUse[] =>
  timeline.cues.flatMap(({ id, image }) =>
    image.imageId === null
      ? []
      : [
          {
            schemaVersion: 1 as const,
            workspaceId: run.scope.workspaceId,
            projectId: run.ref.projectId,
            cueId: id,
            imageId: image.imageId,
            usedAt,
          },
        ],
  );

const manifestOf = async (
  deps: PublishRunDeps,
  run: StageRun,
  timeline: Timeline,
  acquired: readonly AcquiredCue[],
  createdAt: string,
): Promise<Manifest> => {
  const [hearing, plan, links, ranked, job, project] = await Promise.all([
    run.read('hear', Hearing),
    run.read('plan', Plan),
    run.read('link', Links),
    run.read('rank', Rankings),
    deps.jobs.get(run.scope, run.ref.jobId),
    deps.projects.get(run.scope, run.ref.projectId),
  ]);
  return buildManifest({
    softwareVersion: VERSION,
    createdAt,
    project: { id: project.id, name: project.name },
    job: {
      id: job.id,
      run: run.ref.run,
      settings: job.settings,
      outcome: job.reasons.length === 0 ? 'completed' : 'partial',
      reasons: job.reasons,
    },
    hearing,
    skippedNames: plan.skipped,
    entities: links.entities,
    skippedProviders: ranked.skippedProviders,
    timeline,
    images: acquired.flatMap(({ image }) => image ?? []),
  });
};

const saveRows = async (deps: PublishRunDeps, scope: OwnerScope, run: StageRun, timeline: Timeline, usedAt: string): Promise<void> => {
  const [hearing, links] = await Promise.all([run.read('hear', Hearing), run.read('link', Links)]);
  await deps.emphasisRows.replace(scope, run.ref, emphasisRowsOf(hearing));
  await deps.entityRows.replace(scope, run.ref, links.entities.map(entityRowOf));
  await deps.imageUses.replace(scope, run.ref, usesOf(timeline, run, usedAt));
};

/** Providers that want to be told of a use are told apart from the job; here it is only noted, once for a picture. */
const requestReports = async (
  deps: PublishRunDeps,
  { scope, ref }: StageRun,
  timeline: Timeline,
  acquired: readonly AcquiredCue[],
  now: string,
): Promise<void> => {
  const shown = new Set(timeline.cues.map(({ image }) => image.imageId));
  const pictures = new Map(acquired.flatMap(({ image }) => (image !== null && shown.has(image.id) ? [[image.id, image.candidate]] : [])));
  for (const { id: candidateId, provider, useReportUrl } of pictures.values()) {
    if (useReportUrl === null) continue;
    const use = { workspaceId: scope.workspaceId, projectId: ref.projectId, candidateId, provider, useReportUrl };
    await deps.useReports.request(scope, { schemaVersion: 1, ...use, requestedAt: now, state: 'due', dueAt: now, postponed: 0 });
  }
};

/** Writes everything the run found where it is read, and makes the timeline the project's current one. */
export const publishRun = async (deps: PublishRunDeps, run: StageRun): Promise<Outcome<Published>> => {
  const composed = await run.read('compose', Timeline);
  const acquired = await gatherPieces(
    deps,
    run,
    'acquire',
    composed.cues.map(cue => cue.id),
    AcquiredCue,
  );
  for (const reason of shortfallsOf(composed, acquired)) await run.fallShort(reason);
  const cues = new Map([...acquired].map(([id, { cue }]) => [id, cue]));
  const whole = publishTimeline({ ...composed, version: await versionFor(deps, run, 'published') }, cues);
  const now = new Date(deps.clock()).toISOString();
  await saveRows(deps, run.scope, run, whole, now);
  // After the uses are there: a takedown or deletion that begins later finds them, and of one that began before we find the bar.
  const timeline = withoutPictures(whole, await barredPictures(deps, run.scope, whole));
  if (timeline !== whole) await deps.imageUses.replace(run.scope, run.ref, usesOf(timeline, run, now));
  await requestReports(deps, run, timeline, [...acquired.values()], now);
  await saveResult(deps, run, 'manifest', await manifestOf(deps, run, timeline, [...acquired.values()], now));
  await saveResult(deps, run, 'timeline', timeline);
  await putTimeline(deps, run, timeline);
  return done({ schemaVersion: 1, cues: timeline.cues.length, images: new Set(timeline.cues.map(cue => cue.image.imageId)).size });
};

/** The job's last word. */
export const finishRun = async (
  deps: PublishRunDeps,
  run: { readonly scope: OwnerScope; readonly jobId: string; readonly run: number },
): Promise<void> => {
  await applyJobEvent(deps, run.scope, run.jobId, { type: 'finished', run: run.run });
};
