import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../../../cli/client/client/index.ts';
import { createJob, createProject, getJob, type Job } from '../../../cli/client/index.ts';
import { inputFile, type InputFile } from '../../../cli/enrich/input-file.ts';
import { sendTranscript, uploadMedia } from '../../../cli/enrich/upload.ts';
import { answered } from '../../../cli/stage/answered.ts';
import { SAMPLES } from '../../../samples/samples.ts';
import { until } from './until.ts';

/** What a drill processes over and over. */
export interface Talk {
  readonly name: string;
  readonly input: InputFile;
  readonly words?: InputFile;
}

const sample = (id: string): (typeof SAMPLES)[number] => {
  const found = SAMPLES.find(one => one.id === id);
  if (found === undefined) throw new Error(`There is no sample ${id}.`);
  return found;
};

/** The sample of audio with its words: its run goes through the worker. */
export const audioTalk = (): Talk => {
  const { file, words } = sample('audio-with-words');
  return { name: 'audio', input: inputFile(file), ...(words !== undefined && { words: inputFile(words) }) };
};

/** The first sentences of the transcript sample: every stage is passed, and a few pictures are fetched. */
export const transcriptTalk = (folder: string, sentences: number): Talk => {
  const path = join(folder, `transcript-${sentences}.txt`);
  const lines = readFileSync(sample('transcript').file, 'utf8').split('\n');
  writeFileSync(path, `${lines.slice(0, sentences).join('\n')}\n`);
  return { name: 'transcript', input: inputFile(path) };
};

/** @returns the id of a new project that holds the talk */
export const sendTalk = async (client: Client, { name, input, words }: Talk): Promise<string> => {
  const { id } = await answered(createProject({ client, body: { name } }));
  if (input.kind === 'media') await uploadMedia(client, id, input, () => undefined);
  else await sendTranscript(client, id, input);
  if (words !== undefined) await sendTranscript(client, id, words);
  return id;
};

/** Starts a job. @returns its id */
export const startTalk = async (client: Client, projectId: string, settings?: Readonly<Record<string, unknown>>): Promise<string> =>
  (await answered(createJob({ client, path: { projectId }, body: settings === undefined ? {} : { settings } }))).id;

const ENDED: readonly Job['state'][] = ['completed', 'partial', 'failed', 'cancelled'];

/** Follows a job to its end; several of these at once stay below the API's limit of calls. */
export const endOf = (client: Client, jobId: string): Promise<Job> =>
  until(
    `the end of job ${jobId}`,
    async () => {
      const job = await answered(getJob({ client, path: { jobId } }));
      return ENDED.includes(job.state) ? job : null;
    },
    1_000,
  );
