import * as z from 'zod';
import { EntityType, Qid } from '../entities/entity.ts';
import { StoredImage } from '../images/stored-image.ts';
import { PlainText } from '../platform/plain-text.ts';
import { JobView } from './jobs-routes.ts';
import { page, PageQuery } from './page.ts';
import { route } from './route.ts';

const EntryView = z
  .object({
    id: z.string(),
    name: PlainText,
    aliases: z.array(PlainText),
    /** `pin`: it is this item; `ban`: never show it; `alias`: these words mean that name; `picture`: it has a picture of the workspace's own. */
    action: z.enum(['pin', 'ban', 'alias', 'picture']),
    type: EntityType,
    qid: Qid.nullable(),
    /** The picture, for `picture`. */
    imageId: z.string().nullable(),
    saidAt: z.iso.datetime(),
  })
  .meta({ id: 'GlossaryEntry' });

const Name = z.string().trim().min(1).max(200);

const NewEntry = z
  .discriminatedUnion('action', [
    z.strictObject({
      action: z.literal('pin'),
      name: Name,
      qid: Qid,
      type: EntityType.optional(),
      aliases: z.array(Name).max(50).optional(),
    }),
    z.strictObject({ action: z.literal('ban'), name: Name, aliases: z.array(Name).max(50).optional() }),
    z.strictObject({ action: z.literal('alias'), name: Name, type: EntityType.optional(), aliases: z.array(Name).min(1).max(50) }),
    z.strictObject({
      action: z.literal('picture'),
      name: Name,
      /** Of a picture of the workspace's own. */
      imageId: StoredImage.shape.id,
      type: EntityType.optional(),
      aliases: z.array(Name).max(50).optional(),
    }),
  ])
  .meta({ id: 'NewGlossaryEntry' });

const Correction = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('pin'), qid: Qid }),
    z.strictObject({ action: z.literal('ban') }),
    z.strictObject({ action: z.literal('clear') }),
  ])
  .meta({ id: 'EntityCorrection', description: 'It is this item; never show it; forget what was said before.' });

export const entitiesRoutes = {
  correctEntity: route({
    id: 'correctEntity',
    method: 'PATCH',
    path: '/v1/projects/{projectId}/entities/{entityId}',
    area: 'entities',
    access: 'editor',
    summary: 'Say what a name means: remembered in the workspace, and this project is put right from there',
    params: z.object({ projectId: z.string().regex(/^prj_[0-9A-Z]+$/), entityId: z.string().regex(/^ent_[0-9a-z]+$/) }),
    body: Correction,
    status: 200,
    output: z
      .object({
        entry: EntryView.nullable(),
        /** The project's last job, running again; null where it runs already or none can start: the next one heeds it. */
        job: JobView.nullable(),
      })
      .meta({ id: 'CorrectedEntity' }),
    errors: [],
  }),
  listGlossary: route({
    id: 'listGlossary',
    method: 'GET',
    path: '/v1/glossary',
    area: 'entities',
    access: 'viewer',
    summary: 'What the workspace says about names',
    query: PageQuery,
    status: 200,
    output: page(EntryView).meta({ id: 'GlossaryPage' }),
    errors: [],
  }),
  putGlossaryEntry: route({
    id: 'putGlossaryEntry',
    method: 'POST',
    path: '/v1/glossary',
    area: 'entities',
    access: 'editor',
    summary: 'Say what a name means in every later job; the newest entry of a name counts',
    body: NewEntry,
    status: 201,
    output: EntryView,
    errors: ['IMAGE_UNKNOWN'],
  }),
  deleteGlossaryEntry: route({
    id: 'deleteGlossaryEntry',
    method: 'DELETE',
    path: '/v1/glossary/{entryId}',
    area: 'entities',
    access: 'editor',
    summary: 'Forget what was said about a name',
    params: z.object({ entryId: z.string().regex(/^gls_[0-9a-f]{20}$/) }),
    status: 204,
    errors: [],
  }),
};
