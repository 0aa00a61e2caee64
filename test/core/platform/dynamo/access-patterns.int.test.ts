import { beforeAll, describe, expect, it } from '@jest/globals';
import { applyJobEvent } from '../../../../core/src/jobs/apply-job-event.ts';
import type { ImageUse } from '../../../../core/src/images/image-use.ts';
import { ACCESS_PATTERNS } from '../../../../core/src/platform/dynamo/access-patterns.ts';
import {
  aJob,
  aMember,
  anApiKey,
  anEmphasisRow,
  anImageUse,
  aProject,
  aResult,
  aScope,
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
import type { Stores } from '../../../../core/src/testing/memory-stores.ts';
import { startRun, type StartedRun } from '../../../../core/src/testing/start-run.ts';
import { createDynamoStores } from '../../../support/dynamo-stores.ts';
import { useEmulator } from '../../../support/emulator.ts';

const emulator = useEmulator();

interface Sent {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
}

let stores: Stores;
let started: StartedRun;
let sent: Sent[] = [];
const workspace = aWorkspace();
const admin = aMember({ workspaceId: workspace.id });
const scope = aScope({ workspaceId: workspace.id, principalId: admin.userId, role: 'admin' });
const session = aSession({ userId: admin.userId });
const key = anApiKey({ workspaceId: workspace.id });
const image = aStoredImage('pattern');
const own = anOwnImage(scope);
const upload = anUpload();
const entry = aGlossaryEntry();
const page = { limit: 10 };
const report = aUseReport({ workspaceId: workspace.id });
const stored = aResult();
let use: ImageUse;

beforeAll(async () => {
  const { client } = emulator();
  stores = createDynamoStores({ client });
  await stores.accounts.open(workspace, admin);
  await stores.sessions.create(session);
  await stores.apiKeys.create(scope, key);
  await stores.images.put(image);
  await stores.ownImages.save(scope, own);
  await stores.uploads.create(scope, upload);
  await stores.glossary.put(scope, entry);
  started = await startRun(stores, scope);
  use = anImageUse({ workspaceId: scope.workspaceId, projectId: started.project.id });
  await stores.imageUses.replace(scope, started.run, [use]);
  await stores.useReports.request(scope, report);
  client.middlewareStack.add(
    (next, context) => args => {
      sent.push({ command: context.commandName?.replace(/Command$/, '') ?? '', input: { ...args.input } });
      return next(args);
    },
    { step: 'initialize', name: 'recordCalls' },
  );
});

/** One call of each method, on items that are there. */
const CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
  'AccountStore.open': () => stores.accounts.open(aWorkspace(), aMember()),
  'AccountStore.workspace': () => stores.accounts.workspace(scope),
  'AccountStore.saveWorkspace': () => stores.accounts.saveWorkspace(scope, { ...workspace, version: 2 }),
  'AccountStore.member': () => stores.accounts.member(scope, admin.userId),
  'AccountStore.members': () => stores.accounts.members(scope, page),
  'AccountStore.saveMember': () => stores.accounts.saveMember(scope, { ...admin, version: 2 }),
  'AccountStore.removeMember': () => stores.accounts.removeMember(scope, admin.userId),
  'SessionStore.create': () => stores.sessions.create(aSession()),
  'SessionStore.find': () => stores.sessions.find(session.userId, session.id),
  'SessionStore.get': () => stores.sessions.get(scope, session.id),
  'SessionStore.list': () => stores.sessions.list(scope, page),
  'SessionStore.save': () => stores.sessions.save({ ...session, version: 2 }),
  'ApiKeyStore.create': () => stores.apiKeys.create(scope, anApiKey()),
  'ApiKeyStore.get': () => stores.apiKeys.get(scope, key.id),
  'ApiKeyStore.list': () => stores.apiKeys.list(scope, page),
  'ApiKeyStore.save': () => stores.apiKeys.save(scope, { ...key, version: 2 }),
  'ApiKeyStore.touch': () => stores.apiKeys.touch(scope, key.id, '2026-01-02'),
  'CredentialLookup.session': () => stores.credentials.session(session.userId, session.id),
  'CredentialLookup.apiKey': () => stores.credentials.apiKey(key.id),
  'ProjectStore.create': () => stores.projects.create(scope, aProject()),
  'ProjectStore.get': () => stores.projects.get(scope, started.project.id),
  'ProjectStore.list': () => stores.projects.list(scope, page),
  'ProjectStore.save': () => stores.projects.save(scope, { ...started.project, version: 2 }),
  'ProjectStore.saveResult': () => stores.projects.saveResult(scope, started.run, 'transcript', stored),
  'ProjectStore.replaceResult': () => stores.projects.replaceResult(scope, started.project.id, 'transcript', stored, aResult()),
  'UploadStore.create': () => stores.uploads.create(scope, anUpload()),
  'UploadStore.get': () => stores.uploads.get(scope, upload.projectId, upload.id),
  'UploadStore.list': () => stores.uploads.list(scope, upload.projectId, page),
  'UploadStore.save': () => stores.uploads.save(scope, { ...upload, version: 2 }),
  'ProjectRows.replace': () => stores.emphasis.replace(scope, started.run, [anEmphasisRow()]),
  'ProjectRows.list': () => stores.emphasis.list(scope, started.run.projectId, page),
  'JobStore.create': () => stores.jobs.create(scope, aJob({ projectId: started.project.id })),
  'JobStore.get': () => stores.jobs.get(scope, started.job.id),
  'JobStore.list': () => stores.jobs.list(scope, page),
  'JobStore.listOfProject': () => stores.jobs.listOfProject(scope, started.project.id, page),
  'JobStore.save': () => stores.jobs.save(scope, started.job, { ...started.job, version: 2 }),
  'JobStore.active': () => stores.jobs.active(scope),
  'TimelineStore.find': () => stores.timelines.find(scope, started.project.id),
  'TimelineStore.save': () => stores.timelines.save(scope, aTimelineHead(started.run)),
  'TimelineStore.edit': () => stores.timelines.edit(scope, aTimelineHead({ ...started.run, version: 2 })),
  'GlossaryStore.put': () => stores.glossary.put(scope, entry),
  'GlossaryStore.get': () => stores.glossary.get(scope, entry.id),
  'GlossaryStore.list': () => stores.glossary.list(scope, page),
  'GlossaryStore.remove': () => stores.glossary.remove(scope, entry.id),
  'StoredImageStore.put': () => stores.images.put(aStoredImage('another')),
  'StoredImageStore.get': () => stores.images.get(image.id),
  'StoredImageStore.getMany': () => stores.images.getMany([image.id]),
  'StoredImageStore.listLongestUnchecked': () => stores.images.listLongestUnchecked('0', page),
  'StoredImageStore.reuse': () => stores.images.reuse(image.id),
  'StoredImageStore.markUnused': () => stores.images.markUnused(image.id, session.createdAt),
  'StoredImageStore.removeUnused': () => stores.images.removeUnused(image.id, session.expiresAt),
  'StoredImageStore.markChecked': () => stores.images.markChecked(image.id, session.createdAt, null),
  'StoredImageStore.remove': () => stores.images.remove(image.id),
  'OwnImageStore.find': () => stores.ownImages.find(scope, own.image.id),
  'OwnImageStore.findMany': () => stores.ownImages.findMany(scope, [own.image.id]),
  'OwnImageStore.list': () => stores.ownImages.list(scope, page),
  'OwnImageStore.save': () => stores.ownImages.save(scope, { ...own, version: 2 }),
  'OwnImageStore.remove': () => stores.ownImages.remove(scope, own.image.id),
  'OwnImageStore.listGoing': () => stores.ownImages.listGoing(page),
  'TakedownStore.begin': () => stores.takedowns.begin(aTakedown()),
  'TakedownStore.find': () => stores.takedowns.find(image.id),
  'TakedownStore.save': () => stores.takedowns.save(aTakedown({ version: 2 })),
  'TakedownStore.barred': () => stores.takedowns.barred([image.id]),
  'TakedownStore.listUnderWay': () => stores.takedowns.listUnderWay(page),
  'UseReportStore.request': () => stores.useReports.request(scope, report),
  'UseReportStore.listDue': () => stores.useReports.listDue(report.dueAt, page),
  'UseReportStore.claim': () => stores.useReports.claim(report),
  'UseReportStore.postpone': () => stores.useReports.postpone(report, report.dueAt),
  'ImageUseStore.forget': () => stores.imageUses.forget(use.imageId, use),
  'ImageUseStore.listOfImage': () => stores.imageUses.listOfImage(anImageUse().imageId, page),
};

describe('every repository method sends what the list of access patterns says', () => {
  it.each(ACCESS_PATTERNS.map(pattern => [pattern.method, pattern] as const))('%s', async (method, pattern) => {
    sent = [];
    await CALLS[method]?.();
    expect(sent.map(({ command }) => command)).toEqual(pattern.calls);
    expect(sent.some(({ input }) => input['FilterExpression'] !== undefined)).toBe(false);
    for (const { command, input } of sent) {
      if (command !== 'Query') continue;
      expect(input['IndexName']).toBe(pattern.index);
      expect(input['KeyConditionExpression']).toMatch(/^#?\w+ = :/);
    }
  });
});

describe('a change of a job costs', () => {
  it('a read and a write; a read and one transaction when it ends', async () => {
    const { run } = await startRun(stores, aScope({ workspaceId: newTestId('wsp') })).then(() => startRun(stores, scope));
    const apply = (event: Parameters<typeof applyJobEvent>[3]) =>
      applyJobEvent({ jobs: stores.jobs, clock: () => START_MS }, scope, run.jobId, event);
    sent = [];
    await apply({ type: 'stage-began', run: 1, stage: 'hear', message: 'Listening' });
    await apply({ type: 'finished', run: 1 });
    expect(sent.map(({ command }) => command)).toEqual(['GetItem', 'PutItem', 'GetItem', 'TransactWriteItems']);
  });
});
