import { describe, expect, it } from '@jest/globals';
import { transition } from '../../../../core/src/jobs/job-machine.ts';
import { MOST_REASONS, type ProcessingJob } from '../../../../core/src/jobs/job.ts';
import { STAGES } from '../../../../core/src/jobs/stage-message.ts';
import { ACCESS_PATTERNS, ITEM_KILOBYTES, type ItemKind } from '../../../../core/src/platform/dynamo/access-patterns.ts';
import { plainText } from '../../../../core/src/platform/plain-text.ts';
import {
  aJob,
  aMember,
  anApiKey,
  anEmphasisRow,
  anEntityRow,
  anImageUse,
  aProject,
  aResult,
  aSession,
  aStoredImage,
  aTimelineHead,
  anUpload,
  aUseReport,
  aWorkspace,
  newTestId,
  START_MS,
} from '../../../../core/src/testing/builders.ts';
import { anOwnImage, aTakedown } from '../../../../core/src/testing/image-builders.ts';
import { aGlossaryEntry } from '../../../../core/src/testing/entity-builders.ts';
import { portMethods } from '../../../support/port-methods.ts';

const KEY = 'k'.repeat(200);
const text = (length: number) => plainText('n'.repeat(length));
const pointer = { key: KEY, bytes: 10, sha256: 'a'.repeat(64) };

const largeJob = (): ProcessingJob => {
  const results = Object.fromEntries(STAGES.map(stage => [stage, KEY]));
  let job: ProcessingJob = { ...aJob(), results };
  for (let count = 0; count < MOST_REASONS; count += 1) {
    const reason = { code: 'PROVIDER_UNAVAILABLE', stage: 'search' as const, why: `${count} ${'w'.repeat(990)}` };
    const result = transition(job, { type: 'fell-short', run: 1, reason }, START_MS);
    if (result.kind === 'changed') job = result.job;
  }
  return job;
};

const largeImage = () => {
  const image = aStoredImage('x');
  const long = {
    title: text(200),
    description: text(2_000),
    categories: Array.from({ length: 60 }, () => text(60)),
    creditHtml: 'c'.repeat(1_000),
  };
  return {
    ...image,
    candidate: { ...image.candidate, ...long },
    variants: Array.from({ length: 8 }, () => ({ ...image.variants[0]!, key: KEY })),
  };
};

const largeEntity = () => {
  const row = anEntityRow();
  const choice = { qid: 'Q7259', label: text(80), description: text(250), probability: 0.9 };
  const link = {
    status: 'linked',
    ...choice,
    aliases: Array.from({ length: 40 }, () => text(60)),
    popularity: 200,
    articleUrl: `https://en.wikipedia.org/wiki/${'x'.repeat(80)}`,
    runnerUp: choice,
    files: Array.from({ length: 8 }, () => ({ property: 'P18', file: 'f'.repeat(120) })),
    why: 'w'.repeat(500),
  };
  return { ...row, link, mentions: Array.from({ length: 25 }, () => ({ ...row.mentions[0]!, surface: text(60) })) };
};

const media = {
  key: KEY,
  bytes: 1e9,
  checksum: 'c'.repeat(50),
  contentType: 'video/mp4',
  info: { container: 'mp4', durationMs: 1, audio: { codec: 'aac', sampleRate: 48_000, channels: 2 }, video: null },
};
const results = Object.fromEntries(
  ['transcript', 'emphasis', 'entities', 'timeline', 'manifest'].map(kind => [kind, aResult({ key: KEY })]),
);

/** A large one of each kind. */
const LARGE: Record<ItemKind, object> = {
  workspace: aWorkspace({ name: text(120) }),
  member: aMember({ email: `${'e'.repeat(60)}@${'d'.repeat(60)}.example.org` }),
  session: aSession({ device: text(300) }),
  'api-key': anApiKey({ name: text(80) }),
  project: aProject({ name: text(120), media, results }),
  upload: anUpload({ fileName: text(255), key: KEY, s3UploadId: 's'.repeat(300) }),
  job: largeJob(),
  'running-jobs': { jobIds: Array.from({ length: 100 }, () => newTestId('job')) },
  emphasis: anEmphasisRow({ why: 'w'.repeat(120), text: 't'.repeat(40) }),
  entity: largeEntity(),
  glossary: aGlossaryEntry({ action: 'pin', name: text(200), qid: 'Q7259', aliases: Array.from({ length: 50 }, () => text(200)) }),
  'image-use': anImageUse(),
  'timeline-head': aTimelineHead({ body: pointer, summary: { cues: 1_440, durationMs: 10_800_000, note: 'n'.repeat(300) } }),
  'stored-image': largeImage(),
  'own-image': { ...anOwnImage({ workspaceId: newTestId('wsp') }), image: largeImage() },
  takedown: aTakedown({ reason: text(2_000), pageUrl: `https://example.org/${'x'.repeat(300)}` }),
  bar: { candidateId: 'c'.repeat(300), imageId: 'a'.repeat(64) },
  'use-report': aUseReport({ useReportUrl: `https://api.unsplash.com/photos/x/download?ixid=${'x'.repeat(400)}` }),
};

/** Keys, index keys and ElectroDB's marks beside the body. */
const BESIDE_BODY = 420;

describe('the list of access patterns', () => {
  it('has every repository method, once, and no other', () => {
    const methods = portMethods().map(method => method.name);
    expect(ACCESS_PATTERNS.map(pattern => pattern.method).sort()).toEqual([...methods].sort());
  });

  it.each(Object.entries(ITEM_KILOBYTES))('a large %s weighs at most %i KB', (kind, kilobytes) => {
    const bytes = Buffer.byteLength(JSON.stringify(LARGE[kind as ItemKind])) + BESIDE_BODY;
    expect(bytes).toBeLessThanOrEqual(kilobytes * 1_024);
    expect(bytes).toBeGreaterThan(((kilobytes - 1) * 1_024) / 4);
  });
});
