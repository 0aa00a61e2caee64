import * as z from 'zod';
import { PlainText } from '../platform/plain-text.ts';
import { MediaInfo } from '../speech/media-info.ts';
import { TranscriptSource } from '../speech/transcript.ts';
import { page, PageQuery } from './page.ts';
import { route } from './route.ts';

const ProjectId = z.object({ projectId: z.string().regex(/^prj_[0-9A-Z]+$/) });
const UploadId = ProjectId.extend({ uploadId: z.string().regex(/^upl_[0-9A-Z]+$/) });
const Name = PlainText.refine(name => name.length >= 1 && name.length <= 120, '1 to 120 characters');

export const ProjectView = z
  .object({
    id: z.string(),
    name: z.string(),
    /** BCP 47. */
    language: z.string(),
    /** The uploaded media, once it is complete. */
    media: z.object({ bytes: z.int(), contentType: z.string(), info: MediaInfo.nullable() }).nullable(),
    transcript: z.object({ source: TranscriptSource, words: z.int(), durationMs: z.int() }).nullable(),
    latestJobId: z.string().nullable(),
    /** Whether there is a timeline to read. */
    hasTimeline: z.boolean(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    etag: z.string(),
  })
  .meta({ id: 'Project' });

const NewUpload = z
  .strictObject({
    fileName: z.string().min(1).max(255),
    bytes: z.int().positive(),
    /** SHA-256 of each part, base64, in order; parts are `partBytes` long but for the last. Signed into the part's address. */
    partChecksums: z
      .array(z.string().regex(/^[A-Za-z0-9+/]{43}=$/))
      .min(1)
      .max(10_000),
    partBytes: z
      .int()
      .min(5 * 1024 * 1024)
      .max(512 * 1024 * 1024),
  })
  .meta({ id: 'NewUpload' });

const UploadPart = z
  .object({ number: z.int().min(1), url: z.url(), bytes: z.int().positive(), headers: z.record(z.string(), z.string()) })
  .meta({ id: 'UploadPart' });

export const projectsRoutes = {
  createProject: route({
    id: 'createProject',
    method: 'POST',
    path: '/v1/projects',
    area: 'projects',
    access: 'editor',
    idempotent: true,
    summary: 'Start a project: one video, audio or transcript and everything derived from it',
    body: z.strictObject({ name: Name, language: z.string().min(2).max(35).default('en') }).meta({ id: 'NewProject' }),
    status: 201,
    output: ProjectView,
    errors: [],
  }),
  listProjects: route({
    id: 'listProjects',
    method: 'GET',
    path: '/v1/projects',
    area: 'projects',
    access: 'viewer',
    summary: 'Projects of the workspace, newest first',
    query: PageQuery,
    status: 200,
    output: page(ProjectView).meta({ id: 'ProjectPage' }),
    errors: [],
  }),
  getProject: route({
    id: 'getProject',
    method: 'GET',
    path: '/v1/projects/{projectId}',
    area: 'projects',
    access: 'viewer',
    summary: 'One project',
    params: ProjectId,
    status: 200,
    output: ProjectView,
    errors: [],
  }),
  updateProject: route({
    id: 'updateProject',
    method: 'PATCH',
    path: '/v1/projects/{projectId}',
    area: 'projects',
    access: 'editor',
    conditional: true,
    summary: 'Rename a project or set its language',
    params: ProjectId,
    body: z.strictObject({ name: Name.optional(), language: z.string().min(2).max(35).optional() }).meta({ id: 'ProjectChange' }),
    status: 200,
    output: ProjectView,
    errors: [],
  }),
  createUpload: route({
    id: 'createUpload',
    method: 'POST',
    path: '/v1/projects/{projectId}/uploads',
    area: 'projects',
    access: 'editor',
    summary: 'Begin an upload of media; each part gets a signed address',
    params: ProjectId,
    body: NewUpload,
    status: 201,
    output: z.object({ uploadId: z.string(), parts: z.array(UploadPart), expiresAt: z.iso.datetime() }).meta({ id: 'Upload' }),
    errors: ['MEDIA_TOO_LARGE'],
  }),
  completeUpload: route({
    id: 'completeUpload',
    method: 'POST',
    path: '/v1/projects/{projectId}/uploads/{uploadId}/complete',
    area: 'projects',
    access: 'editor',
    summary: 'Finish an upload; its first bytes are looked at before it is accepted',
    params: UploadId,
    body: z
      .strictObject({
        parts: z
          .array(z.strictObject({ number: z.int().min(1), etag: z.string().min(1).max(100) }))
          .min(1)
          .max(10_000),
      })
      .meta({ id: 'UploadedParts' }),
    status: 200,
    output: ProjectView,
    errors: ['UPLOAD_INCOMPLETE', 'MEDIA_UNSUPPORTED'],
  }),
  abortUpload: route({
    id: 'abortUpload',
    method: 'DELETE',
    path: '/v1/projects/{projectId}/uploads/{uploadId}',
    area: 'projects',
    access: 'editor',
    summary: 'Give an upload up and remove the parts that arrived; one that has ended stays as it is',
    params: UploadId,
    status: 204,
    errors: [],
  }),
  putTranscript: route({
    id: 'putTranscript',
    method: 'PUT',
    path: '/v1/projects/{projectId}/transcript',
    area: 'projects',
    access: 'editor',
    summary: 'Give the words: SRT, VTT, plain text (a sentence a line) or JSON words in seconds',
    params: ProjectId,
    rawBody: ['application/x-subrip', 'text/vtt', 'text/plain', 'application/json'],
    status: 200,
    output: ProjectView,
    errors: ['TRANSCRIPT_EMPTY', 'TRANSCRIPT_MALFORMED', 'TRANSCRIPT_ENCODING', 'TRANSCRIPT_TOO_LONG', 'WORDS_BEYOND_MEDIA'],
  }),
};
