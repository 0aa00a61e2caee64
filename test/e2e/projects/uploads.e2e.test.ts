import { beforeAll, describe, expect, it } from '@jest/globals';
import { abortUpload, completeUpload, createUpload, getProject } from '../../../cli/client/index.ts';
import { LIMITS } from '../../../core/src/platform/limits.ts';
import { newProject } from '../support/talk.ts';
import { begun, PART_BYTES, partsOf, sentPart, sentParts, sha256, silentWav, uploaded } from '../support/upload.ts';
import { newUser, ok, type User } from '../support/user.ts';

let user: User;
let projectId: string;
beforeAll(async () => {
  user = await newUser();
  projectId = (await newProject(user.client)).id;
});

const complete = (uploadId: string, parts: readonly { number: number; etag: string }[]) =>
  completeUpload({ client: user.client, path: { projectId, uploadId }, body: { parts: [...parts] } });

describe('an upload', () => {
  it('in several parts becomes the project’s media, and completing it twice, also at the same time, gives the same project', async () => {
    const file = silentWav(2 * PART_BYTES + 1_000);
    const upload = await begun(user.client, projectId, file);
    expect(upload.parts.map(part => part.bytes)).toEqual([PART_BYTES, PART_BYTES, file.length - 2 * PART_BYTES]);
    const parts = await sentParts(upload, file);
    const both = await Promise.all([complete(upload.uploadId, parts), complete(upload.uploadId, parts)]);
    const again = await complete(upload.uploadId, parts);
    for (const { data } of [...both, again]) expect(data?.media).toMatchObject({ bytes: file.length, contentType: 'audio/wav' });
    expect(again.data?.etag).toBe((await ok(getProject({ client: user.client, path: { projectId } }))).etag);
  });

  it('lies under a key of ours, whatever the file is called', async () => {
    const { parts } = await begun(user.client, projectId, silentWav(100), '../../../wsp_OTHER/projects/x');
    const { pathname } = new URL(parts[0]?.url ?? '');
    expect(pathname).toMatch(new RegExp(`/workspaces/${user.workspaceId}/projects/${projectId}/media/upl_[0-9A-Z]{26}$`));
  });

  it('takes for each part exactly the bytes that were announced, at exactly its address', async () => {
    const file = silentWav(1_000);
    const upload = await begun(user.client, projectId, file);
    const [part] = upload.parts;
    const other = file.slice().fill(7, 500);
    const moved = part!.url.replace(projectId, `${projectId.slice(0, -1)}${projectId.endsWith('A') ? 'B' : 'A'}`);
    const answers = await Promise.all([
      sentPart(part!, file.subarray(0, 900)),
      sentPart(part!, other),
      sentPart(part!, other, { 'x-amz-checksum-sha256': sha256(other) }),
      sentPart(part!, file, {}),
      sentPart({ ...part!, url: moved }, file),
      sentPart({ ...part!, url: part!.url.replace('partNumber=1', 'partNumber=2') }, file),
    ]);
    expect(answers.map(answer => answer.ok)).toEqual(answers.map(() => false));
    expect((await complete(upload.uploadId, [{ number: 1, etag: '"x"' }])).error?.code).toBe('UPLOAD_INCOMPLETE');
    const parts = await sentParts(upload, file);
    expect((await complete(upload.uploadId, parts)).data?.media?.bytes).toBe(file.length);
  });

  it('that lacks a part, or names a wrong one, is not complete', async () => {
    const file = silentWav(PART_BYTES + 1_000);
    const upload = await begun(user.client, projectId, file);
    const answer = await sentPart(upload.parts[0]!, partsOf(file)[0]!);
    const first = { number: 1, etag: answer.headers.get('etag') ?? '' };
    for (const parts of [[first], [first, { number: 2, etag: '"never-sent"' }], [first, { number: 3, etag: '"x"' }]])
      expect((await complete(upload.uploadId, parts)).error?.code).toBe('UPLOAD_INCOMPLETE');
  });

  it('that is given up takes no more parts, cannot be completed, and can be given up again', async () => {
    const file = silentWav(1_000);
    const upload = await begun(user.client, projectId, file);
    const parts = await sentParts(upload, file);
    const path = { projectId, uploadId: upload.uploadId };
    for (let times = 0; times < 2; times += 1) expect((await abortUpload({ client: user.client, path })).response?.status).toBe(204);
    expect((await complete(upload.uploadId, parts)).error?.code).toBe('UPLOAD_INCOMPLETE');
    expect((await sentPart(upload.parts[0]!, file)).ok).toBe(false);
  });

  it('that was completed is not undone by giving it up', async () => {
    const file = silentWav(2_000);
    const upload = await begun(user.client, projectId, file);
    const parts = await sentParts(upload, file);
    await ok(complete(upload.uploadId, parts));
    await abortUpload({ client: user.client, path: { projectId, uploadId: upload.uploadId } });
    expect((await complete(upload.uploadId, parts)).data?.media?.bytes).toBe(file.length);
  });
});

describe('an announcement', () => {
  const announce = (bytes: number, partBytes: number, count: number) =>
    createUpload({
      client: user.client,
      path: { projectId },
      body: { fileName: 'talk.wav', bytes, partBytes, partChecksums: Array.from({ length: count }, () => sha256(new Uint8Array(1))) },
    });

  it('of more than a project takes is refused', async () => {
    const bytes = LIMITS.mediaBytes.value + 1;
    expect((await announce(bytes, 512 * 1024 ** 2, 17)).error?.code).toBe('MEDIA_TOO_LARGE');
  });

  it('whose checksums do not fit its length is refused with both numbers', async () => {
    const { error } = await announce(PART_BYTES + 1, PART_BYTES, 1);
    expect(error).toMatchObject({ code: 'BAD_REQUEST', issues: [{ at: 'partChecksums', why: expect.stringContaining('are 2 parts') }] });
  });
});

describe('what is no media', () => {
  const text = new TextEncoder();
  it.each([
    ['text', text.encode('Nothing but words. '.repeat(50))],
    ['a PDF', text.encode(`%PDF-1.7\n${'x'.repeat(500)}`)],
    [
      'a PNG',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82, ...Array<number>(100).fill(0)]),
    ],
    ['a web page that calls itself a video', text.encode(`<!doctype html><script>${'x'.repeat(500)}</script>`)],
    ['a program', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, ...Array<number>(200).fill(1)])],
  ])('%s is refused by its bytes, and stays refused', async (_, file) => {
    const { id } = await newProject(user.client);
    const upload = await begun(user.client, id, file, 'talk.mp4');
    const parts = await sentParts(upload, file);
    for (let times = 0; times < 2; times += 1) {
      const { error } = await completeUpload({ client: user.client, path: { projectId: id, uploadId: upload.uploadId }, body: { parts } });
      expect(error?.code).toBe('MEDIA_UNSUPPORTED');
    }
    expect((await ok(getProject({ client: user.client, path: { projectId: id } }))).media).toBeNull();
    expect((await uploaded(user.client, id, silentWav(500))).media?.contentType).toBe('audio/wav');
  });
});
