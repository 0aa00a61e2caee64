import { Links } from '../entities/entity.ts';
import { Rankings } from '../images/rankings.ts';
import type { StageRun } from '../jobs/stage-run.ts';
import type { Clock } from '../platform/clock.ts';
import { writeJson } from '../platform/json-objects.ts';
import { mediaKeys } from '../platform/object-keys.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import { done, type Outcome } from '../platform/outcome.ts';
import { Hearing } from '../speech/emphasis-point.ts';
import type { ComposeInput } from './compose/compose-input.ts';
import { composeTimeline } from './compose/compose-timeline.ts';
import { putTimelineHead } from './put-timeline-head.ts';
import type { TimelineStore } from './timeline-store.ts';
import type { Timeline } from './timeline.ts';

export interface TimelineRunDeps {
  readonly timelines: TimelineStore;
  readonly media: ObjectStore;
  readonly clock: Clock;
}

/** What a timeline of the run is composed from. @param version the timeline gets */
export const composeInputOf = async (run: StageRun, version: number): Promise<ComposeInput> => {
  const [hearing, links, ranked] = await Promise.all([run.read('hear', Hearing), run.read('link', Links), run.read('rank', Rankings)]);
  return {
    transcript: hearing.transcript,
    emphasis: hearing.emphasis,
    entities: links.entities,
    rankings: ranked.rankings,
    settings: run.job.settings,
    skippedProviders: ranked.skippedProviders,
    version,
  };
};

/** Version of the timeline a run is about to put; the one it has put already keeps its version, so that a stage may run twice. */
export const versionFor = async (
  { timelines }: Pick<TimelineRunDeps, 'timelines'>,
  run: StageRun,
  state: Timeline['state'],
): Promise<number> => {
  const head = await timelines.find(run.scope, run.ref.projectId);
  if (head === null) return 1;
  const isOwn = head.jobId === run.ref.jobId && head.run === run.ref.run && head.state === state;
  return isOwn ? head.version : head.version + 1;
};

/** Makes a run's timeline the one that is read: the body first, then the head, under the run's fence. */
export const putTimeline = async (deps: TimelineRunDeps, run: StageRun, timeline: Timeline): Promise<void> => {
  const body = await writeJson(deps.media, mediaKeys.published(run.ref, `timeline-${timeline.state}.json`), timeline);
  const { jobId, projectId } = run.ref;
  const summary = { cues: timeline.cues.length, durationMs: timeline.durationMs, note: timeline.note?.slice(0, 1_000) ?? null };
  await putTimelineHead(deps.timelines, run.scope, {
    projectId,
    state: timeline.state,
    jobId,
    run: run.ref.run,
    body,
    summary,
    updatedAt: new Date(deps.clock()).toISOString(),
  });
};

/** The best pictures for the best moments, with previews; readable before any picture is fetched. */
export const composeRun = async (deps: TimelineRunDeps, run: StageRun): Promise<Outcome<Timeline>> => {
  const timeline = composeTimeline(await composeInputOf(run, await versionFor(deps, run, 'provisional')));
  await putTimeline(deps, run, timeline);
  return done(timeline);
};
