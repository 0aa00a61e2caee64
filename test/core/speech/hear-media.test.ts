import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GlossaryEntry, writtenNames } from '../../../core/src/entities/glossary.ts';
import { keepGlossaryEntry } from '../../../core/src/entities/keep-glossary.ts';
import { wholeGlossary } from '../../../core/src/entities/glossary-store.ts';
import { runStage } from '../../../core/src/jobs/run-stage.ts';
import { Hearing } from '../../../core/src/speech/emphasis-point.ts';
import { hearMedia, type HearMediaDeps } from '../../../core/src/speech/hear-media.ts';
import type { RecogniserRequest, RecogniserState } from '../../../core/src/speech/recognise/recogniser.ts';
import { aScope, START_MS } from '../../../core/src/testing/builders.ts';
import { MemoryObjectStore } from '../../../core/src/testing/memory-object-store.ts';
import { createMemoryStores } from '../../../core/src/testing/memory-stores.ts';
import { silentLogger } from '../../../core/src/testing/silent-logger.ts';
import { startRun } from '../../../core/src/testing/start-run.ts';
import { committed } from '../../support/fixtures.ts';
import { thePrior } from './emphasis/hearing.ts';

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'hear-media-'));
});
afterAll(() => rm(scratch, { recursive: true }));

const MODEL = { model: 'a-model', verified: true };

/** A project with media alone, whose job has started; its recogniser hears nothing. */
const begin = async (vocabulary: readonly string[]) => {
  const [stores, scope, media] = [createMemoryStores(), aScope(), new MemoryObjectStore()];
  const { job, run } = await startRun(stores, scope, { vocabulary: [...vocabulary] });
  const project = await stores.projects.get(scope, job.projectId);
  const upload = { key: 'media/talk', bytes: 1, checksum: 'x-1', contentType: 'audio/wav', info: null };
  await stores.projects.save(scope, { ...project, media: upload, version: project.version + 1 });
  const asked: RecogniserRequest[] = [];
  const said: string[] = [];
  let state: RecogniserState = { state: 'found', ...MODEL };
  const deps: HearMediaDeps = {
    projects: stores.projects,
    media,
    prior: await thePrior(),
    align: () => Promise.reject(new Error('was aligned')),
    files: { download: (_, path) => copyFile(committed('test/fixtures/align/jfk.wav'), path) },
    recogniser: {
      state: () => state,
      recognise: request => {
        asked.push(request);
        state = { state: 'ready', ...MODEL, device: 'cpu', dtype: 'q8' };
        request.onProgress?.(0.5);
        return Promise.resolve({ language: 'en', languageSource: 'only', words: [], speechShare: 0, notes: [] });
      },
    },
    namesOf: async owner => writtenNames(await wholeGlossary(stores.glossary, owner)),
    onProgress: (share, message) => said.push(`${Math.round(100 * share)} % ${message}`),
    scratch,
  };
  const stage = { jobs: stores.jobs, media, clock: () => START_MS, logger: silentLogger };
  const hear = () =>
    runStage(
      stage,
      { ...scope.claims, ...run },
      {
        stage: 'hear',
        message: 'Listening to the voice.',
        schema: Hearing,
        work: each => hearMedia(deps, each, new AbortController().signal),
      },
    );
  return { stores, scope, hear, asked, said, jobId: job.id };
};

describe('hearMedia', () => {
  it('tells the recogniser the names to expect: the job’s own first, then those of the workspace, the newest first', async () => {
    const { stores, scope, hear, asked } = await begin(['Limuru']);
    const say = (name: string, afterMs: number, owner = scope) =>
      keepGlossaryEntry({ ...stores, clock: () => START_MS + afterMs }, owner, GlossaryEntry.parse({ name, action: 'ban' }));
    await say('Ngũgĩ wa Thiong’o', 0);
    await say('Wole Soyinka', 1_000);
    await say('Somebody else’s', 0, aScope());
    expect(await hear()).toMatchObject({ outcome: 'done' });
    expect(asked.map(({ hints }) => hints)).toEqual([['Limuru', 'Wole Soyinka', 'Ngũgĩ wa Thiong’o']]);
  });

  it('says in the job what the model does, and how far it is', async () => {
    const { stores, scope, hear, said, jobId } = await begin([]);
    await hear();
    expect(said).toEqual(['0 % Loading the speech recogniser a-model.', '35 % Recognising speech with a-model.']);
    expect(await stores.jobs.get(scope, jobId)).toMatchObject({ progress: { message: 'Recognising speech with a-model.' } });
  });
});
