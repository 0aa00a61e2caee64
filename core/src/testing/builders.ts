import { createHash } from 'node:crypto';
import { ApiKey } from '../accounts/api-key.ts';
import { Member } from '../accounts/member.ts';
import { OwnerScope } from '../accounts/owner-scope.ts';
import { Session } from '../accounts/session.ts';
import { Workspace } from '../accounts/workspace.ts';
import { EntityRow } from '../entities/entity-row.ts';
import { ImageUse } from '../images/image-use.ts';
import { StoredImage } from '../images/stored-image.ts';
import { UseReport } from '../images/use-report.ts';
import { newJob, type QueuedJob } from '../jobs/job.ts';
import { JobSettings } from '../jobs/job-settings.ts';
import { createNewId, type IdPrefix } from '../platform/ids.ts';
import { ResultPointer, VideoProject } from '../projects/project.ts';
import { Upload } from '../projects/upload.ts';
import { EmphasisRow } from '../speech/emphasis-row.ts';
import { TimelineHead } from '../timeline/timeline-head.ts';

/** When tests begin: 2026-01-01T00:00:00Z. */
export const START_MS = Date.UTC(2026, 0, 1);
const START = new Date(START_MS).toISOString();

let made = 0;
/** Every id is later than the one before, in every run the same. */
export const newTestId = (prefix: IdPrefix): string => {
  made += 1;
  return createNewId(
    () => START_MS + made,
    count => new Uint8Array(count).fill(made % 256),
  )(prefix);
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const pointer = (key: string) => ({ key, bytes: 10, sha256: sha256(key) });

/** A scope of a workspace of its own, unless told otherwise. */
export const aScope = (given: Partial<OwnerScope['claims']> = {}): OwnerScope =>
  OwnerScope.fromMessage({ workspaceId: newTestId('wsp'), principalId: 'user-1', role: 'editor', ...given });

export const aWorkspace = (given: Partial<Workspace> = {}): Workspace =>
  Workspace.parse({ schemaVersion: 1, id: newTestId('wsp'), name: 'Studio', createdAt: START, version: 1, ...given });

export const aMember = (given: Partial<Member> = {}): Member =>
  Member.parse({
    schemaVersion: 1,
    userId: newTestId('ses'),
    workspaceId: newTestId('wsp'),
    email: 'ada@example.org',
    role: 'admin',
    createdAt: START,
    version: 1,
    ...given,
  });

export const aSession = (given: Partial<Session> = {}): Session =>
  Session.parse({
    schemaVersion: 1,
    id: newTestId('ses'),
    userId: 'user-1',
    device: 'Firefox on Linux',
    createdAt: START,
    refreshedAt: START,
    refreshGeneration: 0,
    expiresAt: new Date(START_MS + 86_400_000).toISOString(),
    ended: null,
    version: 1,
    ...given,
  });

export const anApiKey = (given: Partial<ApiKey> = {}): ApiKey =>
  ApiKey.parse({
    schemaVersion: 1,
    id: newTestId('key'),
    workspaceId: newTestId('wsp'),
    name: 'build server',
    prefix: 'ctw_01KDVEX4G0',
    hash: sha256('secret'),
    role: 'editor',
    scopes: [],
    createdBy: 'user-1',
    createdAt: START,
    expiresAt: new Date(START_MS + 86_400_000).toISOString(),
    revokedAt: null,
    lastUsedOn: null,
    version: 1,
    ...given,
  });

export const aProject = (given: Partial<VideoProject> = {}): VideoProject =>
  VideoProject.parse({
    schemaVersion: 1,
    id: newTestId('prj'),
    name: 'A talk',
    language: 'en',
    media: null,
    transcript: null,
    settings: JobSettings.parse({}),
    createdAt: START,
    updatedAt: START,
    version: 1,
    latestJobId: null,
    results: {},
    ...given,
  });

export const anUpload = (given: Partial<Upload> = {}): Upload =>
  Upload.parse({
    schemaVersion: 1,
    id: newTestId('upl'),
    projectId: newTestId('prj'),
    fileName: 'talk.wav',
    key: 'media/talk',
    s3UploadId: 'multipart-1',
    bytes: 6_000_000,
    parts: 2,
    partBytes: 5_242_880,
    checksum: createHash('sha256').update('parts').digest('base64'),
    createdAt: START,
    expiresAt: new Date(START_MS + 86_400_000).toISOString(),
    version: 1,
    state: 'open',
    ...given,
  });

export const aJob = (given: Partial<Pick<QueuedJob, 'id' | 'projectId' | 'from'>> = {}): QueuedJob =>
  newJob(
    { id: newTestId('job'), projectId: newTestId('prj'), requestedBy: 'user-1', settings: JobSettings.parse({}), from: 'hear', ...given },
    START_MS,
  );

export const aResult = (given: Partial<ResultPointer> = {}): ResultPointer =>
  ResultPointer.parse({ ...pointer('results/hear.json'), jobId: newTestId('job'), run: 1, ...given });

export const anEmphasisRow = (given: Partial<EmphasisRow> = {}): EmphasisRow =>
  EmphasisRow.parse({
    schemaVersion: 1,
    wordId: 'w4',
    accent: { probability: 0.9, class: 2 },
    prominence: 1.4,
    boundary: 0.2,
    emphasised: true,
    score: 0.8,
    confidence: 0.7,
    modalities: { acoustic: 0.8, prosodic: 0.7, linguistic: 0.4 },
    why: '+3.1 st, 1.4× longer than its neighbours',
    text: 'country',
    startMs: 1_000,
    endMs: 1_400,
    ...given,
  });

export const anEntityRow = (given: Partial<EntityRow> = {}): EntityRow =>
  EntityRow.parse({
    schemaVersion: 1,
    id: 'ent_adalovelace',
    kind: 'named',
    type: 'person',
    name: 'Ada Lovelace',
    mentions: [{ fromWord: 'w4', toWord: 'w5', surface: 'Ada Lovelace', startMs: 1_000, endMs: 1_900, score: 0.8 }],
    score: 0.8,
    confidence: 0.9,
    link: { status: 'abstained', runnerUp: null, why: 'two items are equally likely' },
    depictability: 0.9,
    mentionCount: 1,
    ...given,
  });

export const aStoredImage = (bytes: string): StoredImage =>
  StoredImage.parse({
    schemaVersion: 1,
    id: sha256(bytes),
    candidate: {
      schemaVersion: 1,
      id: `commons:${bytes}`,
      provider: 'commons',
      origin: 'item-file',
      property: 'P18',
      depicts: ['Q7259'],
      title: `File ${bytes}`,
      description: '',
      categories: [],
      pageUrl: 'https://commons.wikimedia.org/wiki/File:A.jpg',
      previewUrl: 'https://upload.wikimedia.org/a-330.jpg',
      downloadUrl: 'https://upload.wikimedia.org/a-1280.jpg',
      width: 2_000,
      height: 1_500,
      mime: 'image/jpeg',
      bytes: 400_000,
      sha1: null,
      author: { name: 'A. Person', url: null },
      licence: { id: 'cc0', name: 'CC0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
      rights: {
        id: 'commons/cc0@1',
        display: 'store',
        redistribute: true,
        automate: 'yes',
        commercialUse: true,
        derivatives: true,
        mlUse: true,
        shareAlike: false,
        attribution: { required: false, where: 'anywhere' },
        source: { url: 'https://creativecommons.org/publicdomain/zero/1.0/', date: '2026-01-01' },
      },
      restrictions: [],
      credit: 'A. Person, CC0',
      creditHtml: 'A. Person, CC0',
      assessments: [],
      useReportUrl: null,
    },
    variants: [{ name: 'master', key: 'catalogue/a.jpg', mime: 'image/jpeg', width: 1_280, height: 960, bytes: 200_000 }],
    perceptualHash: '0123456789abcdef',
    thumbhash: 'AAAA',
    fetchedAt: START,
    original: { bytes: 300_000, mime: 'image/jpeg', width: 1_280, height: 960 },
  });

export const anImageUse = (given: Partial<ImageUse> = {}): ImageUse =>
  ImageUse.parse({
    schemaVersion: 1,
    workspaceId: newTestId('wsp'),
    projectId: newTestId('prj'),
    cueId: 'cue_1',
    imageId: sha256('picture'),
    usedAt: START,
    ...given,
  });

export const aUseReport = (given: Partial<UseReport> = {}): UseReport =>
  UseReport.parse({
    schemaVersion: 1,
    workspaceId: newTestId('wsp'),
    projectId: newTestId('prj'),
    candidateId: 'unsplash:abc',
    provider: 'unsplash',
    useReportUrl: 'https://api.unsplash.com/photos/abc/download?ixid=1',
    requestedAt: START,
    state: 'due',
    dueAt: START,
    postponed: 0,
    ...given,
  });

export const aTimelineHead = (given: Partial<TimelineHead> = {}): TimelineHead =>
  TimelineHead.parse({
    schemaVersion: 1,
    projectId: newTestId('prj'),
    version: 1,
    state: 'provisional',
    jobId: newTestId('job'),
    run: 1,
    body: pointer('results/timeline.json'),
    summary: { cues: 3, durationMs: 60_000, note: null },
    updatedAt: START,
    ...given,
  });
