import { followJob } from '../../../cli/enrich/follow.ts';
import {
  createExport,
  createJob,
  createProject,
  createUpload,
  putGlossaryEntry,
  putTranscript,
  type Job,
  type NewJob,
  type Project,
} from '../../../cli/client/index.ts';
import type { Client } from '../../../cli/client/client/index.ts';
import { aJpeg } from '../../core/images/acquire/pictures.ts';
import { added } from './own-picture.ts';
import { keyOf, newUser, ok, type User } from './user.ts';
import { createHash } from 'node:crypto';

/** Names two things that the sandbox's knowledge base knows and can show: NASA and Charles Darwin. */
export const SHORT_TALK = `1
00:00:00,500 --> 00:00:06,500
The rocket that took them there was built by NASA, the American space agency.

2
00:00:07,000 --> 00:00:14,000
Charles Darwin wrote about the origin of species after his voyage to South America.
`;

export const newProject = (client: Client, name = 'A talk'): Promise<Project> => ok(createProject({ client, body: { name } }));

export const giveTranscript = (client: Client, projectId: string, text: string, contentType = 'application/x-subrip'): Promise<Project> =>
  ok(putTranscript({ client, path: { projectId }, body: new Blob([text]), headers: { 'Content-Type': contentType } }));

/** A project that has words and no job yet. */
export const projectWithWords = async (client: Client, text = SHORT_TALK): Promise<Project> =>
  giveTranscript(client, (await newProject(client)).id, text);

/** Follows a job to its end, whatever that is. */
export const ended = (client: Client, jobId: string): Promise<Job> => followJob(client, jobId, () => undefined);

/** Starts a job and follows it to its end, whatever that is. */
export const processed = async (client: Client, projectId: string, body: NewJob = {}): Promise<Job> =>
  ended(client, (await ok(createJob({ client, path: { projectId }, body }))).id);

export interface Workspace {
  readonly user: User;
  /** One of everything that has an id. */
  readonly ids: Readonly<Record<'projectId' | 'uploadId' | 'jobId' | 'exportId' | 'keyId' | 'entryId' | 'imageId', string>>;
}

/** A workspace that holds one of everything. */
export const furnishedWorkspace = async (): Promise<Workspace> => {
  const user = await newUser();
  const { client } = user;
  const { id: projectId } = await projectWithWords(client);
  const job = await processed(client, projectId);
  const exported = await ok(createExport({ client, path: { projectId }, body: { format: 'srt' } }));
  const part = Buffer.from('not sent yet');
  const upload = await ok(
    createUpload({
      client,
      path: { projectId },
      body: {
        fileName: 'talk.wav',
        bytes: part.length,
        partBytes: 5 * 1024 ** 2,
        partChecksums: [createHash('sha256').update(part).digest('base64')],
      },
    }),
  );
  const { id: entryId } = await ok(putGlossaryEntry({ client, body: { action: 'ban', name: 'NASA' } }));
  const { id: imageId } = await added(client, await aJpeg(1_200, 900));
  const [, keyId = ''] = (await keyOf(user, 'viewer')).split('_');
  return {
    user,
    ids: { projectId, uploadId: upload.uploadId, jobId: job.id, exportId: exported.id, keyId: `key_${keyId}`, entryId, imageId },
  };
};
