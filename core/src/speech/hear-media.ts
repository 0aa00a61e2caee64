import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError } from '../errors/app-error.ts';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { StageRun } from '../jobs/stage-run.ts';
import { StaleRunError } from '../platform/dynamo/store-errors.ts';
import { readJson } from '../platform/json-objects.ts';
import { LIMITS } from '../platform/limits.ts';
import { done, failed, type Outcome } from '../platform/outcome.ts';
import { GivenTranscript } from '../projects/given-transcript.ts';
import { keepMediaInfo } from '../projects/keep-media-info.ts';
import type { SaveResultDeps } from '../projects/save-result.ts';
import { openAudio } from './audio/open-audio.ts';
import type { Hearing } from './emphasis-point.ts';
import { hearRecording, type HearRecordingDeps, type Recording } from './hear-recording.ts';
import { hearSpeech } from './hear-speech.ts';
import type { MediaFiles } from './media-files.ts';
import { type Progress, ProgressInSteps } from './progress-in-steps.ts';
import { publishHearing } from './publish-hearing.ts';
import type { Recogniser } from './recognise/recogniser.ts';

type Tell = (share: number, message: string) => void;

export interface HearMediaDeps extends SaveResultDeps, HearRecordingDeps {
  readonly files: MediaFiles;
  readonly recogniser: Recogniser;
  /** Names as the workspace writes them, those that matter most first. */
  readonly namesOf: (scope: OwnerScope) => Promise<readonly string[]>;
  /** Told the share done, for those who look at the process itself. */
  readonly onProgress: Tell;
  /** Folder on a disk that holds the largest media there may be. */
  readonly scratch: string;
}

/** Telling may fail and the work goes on; but where nobody wants the run any more, hours of listening end here. */
const orUnwanted =
  (run: StageRun, unwanted: AbortController) =>
  ({ share, message }: Progress): Promise<void> =>
    run.progress(share, message).catch((error: unknown) => {
      if (error instanceof StaleRunError) unwanted.abort(error);
    });

/** What is the user's or the operator's to mend is an answer; anything else is thrown on, so that it is tried again. */
const orWithoutModel = async (work: Promise<Hearing>): Promise<Outcome<Hearing>> => {
  try {
    return done(await work);
  } catch (error) {
    if (isAppError(error, 'MODEL_UNAVAILABLE')) return failed(error.code, error.detail ?? error.message);
    throw error;
  }
};

/** Hears the project's media: the worker's part of the stage `hear`. */
export const hearMedia = async (deps: HearMediaDeps, run: StageRun, signal: AbortSignal): Promise<Outcome<Hearing>> => {
  const project = await deps.projects.get(run.scope, run.ref.projectId);
  if (project.media === null) return failed('NO_INPUT', 'The project has no media.');
  const given = project.transcript === null ? null : await readJson(deps.media, project.transcript.key, GivenTranscript);
  const folder = await mkdtemp(join(deps.scratch, 'hear-'));
  try {
    const path = join(folder, 'media');
    await deps.files.download(project.media.key, path, signal);
    const audio = await openAudio(path, { maxDurationMs: LIMITS.mediaDurationMs.value });
    await keepMediaInfo(deps, run.scope, project.id, { key: project.media.key, info: audio.info });
    const unwanted = new AbortController();
    const steps = new ProgressInSteps(orUnwanted(run, unwanted));
    const tell: Tell = (share, message) => {
      deps.onProgress(share, message);
      steps.tell({ share, message });
    };
    const either = AbortSignal.any([signal, unwanted.signal]);
    const recording: Omit<Recording, 'given' | 'onProgress'> = { audio, sensitivity: run.job.settings.sensitivity, signal: either };
    const { language, vocabulary } = run.job.settings;
    const hints = given === null ? [...vocabulary, ...(await deps.namesOf(run.scope))] : [];
    const outcome = await orWithoutModel(
      given === null
        ? hearSpeech(deps, { ...recording, language, hints, onProgress: tell })
        : hearRecording(deps, { ...recording, given, onProgress: share => tell(share, 'Listening to the voice.') }),
    );
    await steps.settled();
    if (outcome.outcome === 'done') await publishHearing(deps, run, outcome.value);
    return outcome;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
