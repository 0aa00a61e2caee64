import { basename } from 'node:path';
import type { Client } from '../client/client/index.ts';
import { createJob, createProject, getTimeline, type Job, type Timeline } from '../client/index.ts';
import { answered } from '../stage/answered.ts';
import { followJob } from './follow.ts';
import type { InputFile } from './input-file.ts';
import { sendTranscript, uploadMedia } from './upload.ts';

export interface EnrichRequest {
  readonly input: InputFile;
  /** Words of the media. */
  readonly words?: InputFile | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** Told in words for people. */
  readonly onProgress: (line: string) => void;
}

export interface Enriched {
  readonly projectId: string;
  readonly job: Job;
  /** Null where the job left none. */
  readonly timeline: Timeline | null;
}

/** One line for people on where a job is. */
const progressLine = (job: Job): string => {
  const share = job.progress.share === null ? '' : ` ${Math.round(job.progress.share * 100)} %`;
  const until = job.waiting === null ? '' : `, until ${job.waiting.until.slice(11, 16)} UTC`;
  return `${job.progress.stage ?? job.state}${share}: ${job.progress.message}${until}`;
};

/** Uploads a talk, processes it, and follows it to its end. */
export const enrich = async (client: Client, { input, words, settings, onProgress }: EnrichRequest): Promise<Enriched> => {
  const project = await answered(createProject({ client, body: { name: basename(input.path) } }));
  const projectId = project.id;
  if (input.kind === 'media') await uploadMedia(client, projectId, input, share => onProgress(`upload ${Math.round(share * 100)} %`));
  else await sendTranscript(client, projectId, input);
  if (words !== undefined) await sendTranscript(client, projectId, words);
  const started = await answered(createJob({ client, path: { projectId }, body: settings === undefined ? {} : { settings } }));
  const job = await followJob(client, started.id, changed => onProgress(progressLine(changed)));
  const timeline = await getTimeline({ client, path: { projectId } });
  return { projectId, job, timeline: timeline.data ?? null };
};
