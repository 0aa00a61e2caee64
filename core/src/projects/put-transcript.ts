import type { OwnerScope } from '../accounts/owner-scope.ts';
import { AppError } from '../errors/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { sha256Hex } from '../platform/digest.ts';
import { LIMITS } from '../platform/limits.ts';
import { mediaKeys } from '../platform/object-keys.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import { whileRacing } from '../platform/optimistic-change.ts';
import { readTranscript, type TranscriptFormat } from '../speech/read-transcript/read-transcript.ts';
import type { GivenTranscript } from './given-transcript.ts';
import type { ProjectStore } from './project-store.ts';
import type { TranscriptInput, VideoProject } from './project.ts';

const FORMATS: Readonly<Record<string, TranscriptFormat>> = {
  'application/x-subrip': 'srt',
  'text/vtt': 'vtt',
  'text/plain': 'text',
  'application/json': 'words',
};

export interface PutTranscriptDeps {
  readonly projects: ProjectStore;
  readonly media: ObjectStore;
  readonly clock: Clock;
}

/**
 * Reads a transcript and makes it the project's words; the one before is replaced for later jobs.
 * @throws AppError TRANSCRIPT_*, with line and reason, before anything is changed
 */
export const putTranscript = async (
  deps: PutTranscriptDeps,
  scope: OwnerScope,
  projectId: string,
  file: { readonly bytes: Uint8Array; readonly contentType: string },
): Promise<VideoProject> => {
  const format = FORMATS[file.contentType];
  if (format === undefined) throw new AppError('UNSUPPORTED_CONTENT_TYPE');
  const { language, durationOfMediaMs } = await languageOf(deps, scope, projectId);
  const limits = {
    maxBytes: LIMITS.transcriptBytes.value,
    maxWords: LIMITS.transcriptWords.value,
    maxDurationMs: LIMITS.mediaDurationMs.value,
  };
  const { transcript, cues, cueOfWord, notes } = readTranscript({ bytes: file.bytes, format, language, limits });
  refuseBeyondMedia(transcript.durationMs, durationOfMediaMs);
  const given: GivenTranscript = { schemaVersion: 1, transcript, cues: [...cues], cueOfWord: [...cueOfWord], notes: [...notes] };
  const bytes = new TextEncoder().encode(JSON.stringify(given));
  const written = await deps.media.put(mediaKeys.transcript({ workspaceId: scope.workspaceId, projectId }, sha256Hex(bytes)), bytes, {
    contentType: 'application/json',
  });
  return attach(deps, scope, projectId, {
    ...written,
    source: transcript.source,
    words: transcript.words.length,
    durationMs: transcript.durationMs,
  });
};

const languageOf = async (
  deps: PutTranscriptDeps,
  scope: OwnerScope,
  projectId: string,
): Promise<{ readonly language: string; readonly durationOfMediaMs: number | null }> => {
  const project = await deps.projects.get(scope, projectId);
  return { language: project.language, durationOfMediaMs: project.media?.info?.durationMs ?? null };
};

/** Known only once the media has been probed; otherwise the worker looks. */
const refuseBeyondMedia = (durationMs: number, mediaMs: number | null): void => {
  if (mediaMs !== null && durationMs > mediaMs + 2_000)
    throw new AppError('WORDS_BEYOND_MEDIA', { detail: `The words end at ${durationMs} ms, the media at ${mediaMs} ms.` });
};

const attach = (deps: PutTranscriptDeps, scope: OwnerScope, projectId: string, transcript: TranscriptInput): Promise<VideoProject> =>
  whileRacing(async () => {
    const project = await deps.projects.get(scope, projectId);
    if (project.transcript?.key === transcript.key) return project;
    const next = { ...project, transcript, version: project.version + 1, updatedAt: new Date(deps.clock()).toISOString() };
    await deps.projects.save(scope, next);
    return next;
  });
