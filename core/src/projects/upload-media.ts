import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import { AppError, isAppError } from '../errors/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { NewId } from '../platform/ids.ts';
import { LIMITS } from '../platform/limits.ts';
import { mediaKeys } from '../platform/object-keys.ts';
import { plainText } from '../platform/plain-text.ts';
import { whileRacing } from '../platform/optimistic-change.ts';
import type { MultipartUploads, PresignedPart, UploadedPart } from './multipart-uploads.ts';
import type { ProjectStore } from './project-store.ts';
import type { VideoProject } from './project.ts';
import type { UploadStore } from './upload-store.ts';
import { endUpload, type Upload, type UploadEnd } from './upload.ts';

export interface UploadDeps {
  readonly projects: ProjectStore;
  readonly uploads: UploadStore;
  readonly multipart: MultipartUploads;
  readonly clock: Clock;
  readonly newId: NewId;
}

export interface AnnouncedUpload {
  readonly fileName: string;
  readonly bytes: number;
  readonly partBytes: number;
  /** SHA-256 of each part, base64, in order. */
  readonly partChecksums: readonly string[];
}

/** Enough to know any container by its first bytes. */
const PROBED_BYTES = 64 * 1024;

const checkAnnouncement = (given: AnnouncedUpload): void => {
  if (given.bytes > LIMITS.mediaBytes.value)
    throw new AppError('MEDIA_TOO_LARGE', { detail: `${given.bytes} bytes; at most ${LIMITS.mediaBytes.value}` });
  const parts = Math.ceil(given.bytes / given.partBytes);
  if (parts !== given.partChecksums.length) {
    throw new AppError('BAD_REQUEST', {
      issues: [
        {
          at: 'partChecksums',
          why: `${given.bytes} bytes in parts of ${given.partBytes} are ${parts} parts, but ${given.partChecksums.length} checksums are given`,
        },
      ],
    });
  }
};

/** What S3 states for a whole of several parts. */
const composite = (checksums: readonly string[]): string =>
  createHash('sha256')
    .update(Buffer.concat(checksums.map(checksum => Buffer.from(checksum, 'base64'))))
    .digest('base64');

/** Begins an upload: the key is ours, length and checksum of every part are signed into its address. */
export const beginUpload = async (
  deps: UploadDeps,
  scope: OwnerScope,
  projectId: string,
  given: AnnouncedUpload,
): Promise<{ readonly upload: Upload; readonly parts: readonly PresignedPart[] }> => {
  checkAnnouncement(given);
  await deps.projects.get(scope, projectId);
  const id = deps.newId('upl');
  const key = mediaKeys.upload({ workspaceId: scope.workspaceId, projectId }, id);
  const s3UploadId = await deps.multipart.begin(key);
  const lifeSeconds = LIMITS.uploadHours.value * 3_600;
  const nowMs = deps.clock();
  const upload: Upload = {
    schemaVersion: 1,
    id,
    projectId,
    fileName: plainText(given.fileName),
    key,
    s3UploadId,
    bytes: given.bytes,
    parts: given.partChecksums.length,
    partBytes: given.partBytes,
    checksum: composite(given.partChecksums),
    createdAt: new Date(nowMs).toISOString(),
    expiresAt: new Date(nowMs + lifeSeconds * 1_000).toISOString(),
    version: 1,
    state: 'open',
  };
  await deps.uploads.create(scope, upload);
  const parts = given.partChecksums.map((checksum, index) => ({
    number: index + 1,
    checksum,
    bytes: Math.min(given.partBytes, given.bytes - index * given.partBytes),
  }));
  return { upload, parts: await Promise.all(parts.map(part => deps.multipart.presign(key, s3UploadId, part, lifeSeconds))) };
};

/** @throws AppError UPLOAD_INCOMPLETE, MEDIA_UNSUPPORTED */
const probe = async (deps: UploadDeps, upload: Upload): Promise<string> => {
  const object = await deps.multipart.readStart(upload.key, PROBED_BYTES);
  if (object === null || object.totalBytes !== upload.bytes)
    throw new AppError('UPLOAD_INCOMPLETE', { detail: `${object?.totalBytes ?? 0} of ${upload.bytes} bytes arrived.` });
  const type = await fileTypeFromBuffer(object.start);
  if (type === undefined || !/^(audio|video)\/|^application\/ogg$/.test(type.mime))
    throw new AppError('MEDIA_UNSUPPORTED', {
      detail: type === undefined ? 'The bytes are of no known type.' : `The bytes are ${type.mime}.`,
    });
  return type.mime;
};

/** Two that end the same upload at once leave it ended. */
const end = (deps: UploadDeps, scope: OwnerScope, { projectId, id }: Upload, how: UploadEnd): Promise<void> =>
  whileRacing(async () => {
    const ended = endUpload(await deps.uploads.get(scope, projectId, id), how, deps.clock());
    if (ended !== null) await deps.uploads.save(scope, ended);
  });

const refuse = async (deps: UploadDeps, scope: OwnerScope, upload: Upload, error: unknown): Promise<never> => {
  if (isAppError(error, 'MEDIA_UNSUPPORTED')) await end(deps, scope, upload, { state: 'refused', code: error.code });
  throw error;
};

const attach = (deps: UploadDeps, scope: OwnerScope, upload: Upload, contentType: string): Promise<VideoProject> =>
  whileRacing(async () => {
    const project = await deps.projects.get(scope, upload.projectId);
    if (project.media?.key === upload.key) return project;
    const media = { key: upload.key, bytes: upload.bytes, checksum: `${upload.checksum}-${upload.parts}`, contentType, info: null };
    const next = { ...project, media, version: project.version + 1, updatedAt: new Date(deps.clock()).toISOString() };
    await deps.projects.save(scope, next);
    return next;
  });

/** Gives an upload up: first its row, so that it cannot be completed any more, then the parts. Twice is harmless. */
export const abortUpload = async (deps: UploadDeps, scope: OwnerScope, projectId: string, uploadId: string): Promise<void> => {
  const upload = await deps.uploads.get(scope, projectId, uploadId);
  await end(deps, scope, upload, { state: 'abandoned' });
  const { state } = await deps.uploads.get(scope, projectId, uploadId);
  if (state === 'abandoned') await deps.multipart.abort(upload.key, upload.s3UploadId);
};

/** Joins the parts, looks at the first bytes, and makes the file the project's media. Twice gives the same project. */
export const completeUpload = async (
  deps: UploadDeps,
  scope: OwnerScope,
  projectId: string,
  uploadId: string,
  parts: readonly UploadedPart[],
): Promise<VideoProject> => {
  const upload = await deps.uploads.get(scope, projectId, uploadId);
  if (upload.state === 'refused') throw new AppError('MEDIA_UNSUPPORTED');
  if (upload.state === 'abandoned') throw new AppError('UPLOAD_INCOMPLETE', { detail: 'The upload was given up. Begin a new one.' });
  if (parts.length !== upload.parts)
    throw new AppError('UPLOAD_INCOMPLETE', { detail: `${parts.length} of ${upload.parts} parts are named.` });
  if (upload.state === 'open') await deps.multipart.complete(upload.key, upload.s3UploadId, parts);
  const contentType = await probe(deps, upload).catch((error: unknown) => refuse(deps, scope, upload, error));
  const project = await attach(deps, scope, upload, contentType);
  await end(deps, scope, upload, { state: 'completed' });
  return project;
};
