import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StageRun } from '../jobs/stage-run.ts';
import { readJson } from '../platform/json-objects.ts';
import { LIMITS } from '../platform/limits.ts';
import { done, failed, type Outcome } from '../platform/outcome.ts';
import { GivenTranscript } from '../projects/given-transcript.ts';
import type { SaveResultDeps } from '../projects/save-result.ts';
import { openAudio } from './audio/open-audio.ts';
import type { Hearing } from './emphasis-point.ts';
import { hearRecording, type HearRecordingDeps } from './hear-recording.ts';
import type { MediaFiles } from './media-files.ts';
import { publishHearing } from './publish-hearing.ts';

export interface HearMediaDeps extends SaveResultDeps, HearRecordingDeps {
  readonly files: MediaFiles;
  /** Folder on a disk that holds the largest media there may be. */
  readonly scratch: string;
}

/** Progress is told in steps of this share: each step is a write. */
const STEP = 0.05;

const inSteps = (tell: (share: number) => Promise<void>, onError: (error: unknown) => void): ((share: number) => void) => {
  let told = 0;
  return share => {
    if (share - told < STEP) return;
    told = share;
    tell(share).catch(onError);
  };
};

/** Hears the project's media: the worker's part of the stage `hear`. */
export const hearMedia = async (deps: HearMediaDeps, run: StageRun, signal: AbortSignal): Promise<Outcome<Hearing>> => {
  const project = await deps.projects.get(run.scope, run.ref.projectId);
  if (project.media === null) return failed('NO_INPUT', 'The project has no media.');
  const given = project.transcript === null ? null : await readJson(deps.media, project.transcript.key, GivenTranscript);
  if (given === null) return failed('MODEL_UNAVAILABLE', 'Media without words needs a speech recognition model, and none is loaded.');
  const folder = await mkdtemp(join(deps.scratch, 'hear-'));
  try {
    const path = join(folder, 'media');
    await deps.files.download(project.media.key, path, signal);
    const audio = await openAudio(path, { maxDurationMs: LIMITS.mediaDurationMs.value });
    const onProgress = inSteps(
      share => run.progress(share, 'Listening to the voice.'),
      () => undefined,
    );
    const hearing = await hearRecording(deps, { audio, given, sensitivity: run.job.settings.sensitivity, onProgress, signal });
    await publishHearing(deps, run, hearing);
    return done(hearing);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
