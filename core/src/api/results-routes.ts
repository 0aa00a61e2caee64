import * as z from 'zod';
import { EnrichedEntity } from '../entities/entity.ts';
import { StoredImage } from '../images/stored-image.ts';
import { PlainText } from '../platform/plain-text.ts';
import { EmphasisPoint } from '../speech/emphasis-point.ts';
import { Transcript, Word } from '../speech/transcript.ts';
import { Timeline } from '../timeline/timeline.ts';
import { page, PageQuery } from './page.ts';
import { route } from './route.ts';

const ProjectId = z.object({ projectId: z.string().regex(/^prj_[0-9A-Z]+$/) });

const EmphasisView = z
  .object({
    method: z.enum(['acoustic', 'text']),
    words: z.array(
      z.object({
        ...EmphasisPoint.shape,
        ...Word.pick({ text: true, startMs: true, endMs: true, timeSource: true, timeErrorMs: true }).shape,
      }),
    ),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Emphasis', description: 'For every word how strongly it was stressed, and why.' });

const EntitiesView = z
  .object({ entities: z.array(EnrichedEntity), skipped: z.array(z.object({ surface: PlainText, why: z.string() })) })
  .meta({ id: 'Entities', description: 'What is talked about: links with probability, runner-up and reasons; abstentions too.' });

const ExportFormat = z.enum(['json', 'srt', 'credits', 'storyboard']);

const ExportView = z
  .object({
    id: z.string(),
    format: ExportFormat,
    state: z.literal('ready'),
    fileName: z.string(),
    contentType: z.string(),
    bytes: z.int(),
    /** Presigned; valid for 15 minutes. */
    url: z.url(),
    /** What the format could not carry. */
    notCarried: z.array(z.string()),
  })
  .meta({ id: 'Export' });

const result = {
  area: 'timeline',
  method: 'GET',
  access: 'viewer',
  params: ProjectId,
  status: 200,
  mayRedirect: true,
  errors: [],
} as const;

export const resultsRoutes = {
  getTranscript: route({
    ...result,
    id: 'getTranscript',
    path: '/v1/projects/{projectId}/transcript',
    summary: 'The words with their times',
    output: Transcript.meta({ id: 'Transcript' }),
  }),
  getEmphasis: route({
    ...result,
    id: 'getEmphasis',
    path: '/v1/projects/{projectId}/emphasis',
    summary: 'For every word how strongly it was stressed, and why',
    output: EmphasisView,
  }),
  getEntities: route({
    ...result,
    id: 'getEntities',
    path: '/v1/projects/{projectId}/entities',
    summary: 'What is talked about',
    output: EntitiesView,
  }),
  getImages: route({
    id: 'getImages',
    method: 'GET',
    path: '/v1/projects/{projectId}/images',
    area: 'timeline',
    access: 'viewer',
    summary: 'The stored pictures of the timeline',
    params: ProjectId,
    query: PageQuery,
    status: 200,
    output: page(StoredImage).meta({ id: 'ImagePage' }),
    errors: [],
  }),
  getTimeline: route({
    ...result,
    id: 'getTimeline',
    path: '/v1/projects/{projectId}/timeline',
    summary: 'The pictures on their words; provisional while they are fetched',
    output: Timeline.meta({ id: 'Timeline' }),
  }),
  getManifest: route({
    ...result,
    id: 'getManifest',
    path: '/v1/projects/{projectId}/manifest',
    summary: 'Everything in one document, by its published schema',
    output: z.looseObject({ schemaVersion: z.literal(1) }).meta({ id: 'Manifest' }),
  }),
  createExport: route({
    id: 'createExport',
    method: 'POST',
    path: '/v1/projects/{projectId}/exports',
    area: 'timeline',
    access: 'viewer',
    summary: 'Make a file for an editor or a reader',
    params: ProjectId,
    body: z.strictObject({ format: ExportFormat }).meta({ id: 'NewExport' }),
    status: 201,
    output: ExportView,
    errors: [],
  }),
  getExport: route({
    id: 'getExport',
    method: 'GET',
    path: '/v1/projects/{projectId}/exports/{exportId}',
    area: 'timeline',
    access: 'viewer',
    summary: 'An export with a fresh address',
    params: ProjectId.extend({ exportId: z.string().regex(/^exp_[0-9a-z]+$/) }),
    status: 200,
    output: ExportView,
    errors: [],
  }),
};
