import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import {
  addImage,
  createExport,
  createImageUpload,
  deleteImage,
  getEntities,
  getImages,
  getManifest,
  getTimeline,
  listGlossary,
  listImages,
  putGlossaryEntry,
  type StoredImage,
} from '../../../cli/client/index.ts';
import { LIMITS } from '../../../core/src/platform/limits.ts';
import { aJpeg } from '../../core/images/acquire/pictures.ts';
import { problemOf, raw } from '../support/http.ts';
import { added, announced, sent } from '../support/own-picture.ts';
import { callsTo } from '../support/sandbox.ts';
import { STAGE } from '../support/stage.ts';
import { processed, projectWithWords } from '../support/talk.ts';
import { sha256 } from '../support/upload.ts';
import { newUser, ok, type User } from '../support/user.ts';

/** Names somebody whom no knowledge base knows, in full and by the last name, and NASA, which it does. */
const TALK = `1
00:00:00,500 --> 00:00:07,000
Our founder is Elowen Brennwick, and she built the first workshop here.

2
00:00:08,000 --> 00:00:15,000
Years later the rocket was built by NASA, the American space agency.
`;
const NAME = 'Elowen Brennwick';

let user: User;
let stranger: User;
let portrait: StoredImage;
let bytes: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  [user, stranger] = await Promise.all([newUser(), newUser()]);
  bytes = Uint8Array.from(await aJpeg(1_600, 1_200));
  portrait = await added(user.client, bytes, { title: 'Elowen in the workshop', credit: 'Photo: Tamsin Reed' });
});

const codeOf = async (call: Promise<{ readonly error?: { readonly code: string } | undefined }>): Promise<string | undefined> =>
  (await call).error?.code;
const contentOf = (of: User, imageId: string): Promise<Response> => raw(`/v1/images/${imageId}/content`, { token: of.tokens.accessToken });

describe('a picture that is uploaded', () => {
  it('is one picture, however often it is sent, with the words that were said last', async () => {
    const { client } = user;
    const square = Uint8Array.from(await aJpeg(900, 900));
    const first = await added(client, square, { title: 'A square' });
    expect(await ok(addImage({ client, body: { checksum: sha256(square), title: 'A square' } }))).toEqual(first);
    const again = await added(client, square, { title: 'A square', credit: 'Photo: Somebody' });
    expect([again.id, again.candidate.credit]).toEqual([first.id, 'Photo: Somebody']);
    expect(await codeOf(listImages({ client, query: { cursor: 'x.y' } }))).toBe('BAD_REQUEST');
    const listed = (await ok(listImages({ client }))).items;
    expect(listed.filter(({ id }) => id === first.id).map(({ candidate }) => candidate.credit)).toEqual(['Photo: Somebody']);
  });

  it('has to be the announced bytes: the bucket refuses others', async () => {
    const upload = await announced(user.client, Uint8Array.from(await aJpeg(700, 500)));
    expect((await sent(upload, Uint8Array.from(await aJpeg(701, 501)))).status).toBeGreaterThanOrEqual(400);
    expect((await sent({ ...upload, headers: {} }, bytes)).status).toBeGreaterThanOrEqual(400);
  });

  it('is refused where it has not come, is no picture that is taken, or is too large', async () => {
    const { client } = user;
    const refused = async (picture: Uint8Array): Promise<string | undefined> => {
      const copy = Uint8Array.from(picture);
      await sent(await announced(client, copy), copy);
      return codeOf(addImage({ client, body: { checksum: sha256(copy) } }));
    };
    expect(await codeOf(addImage({ client, body: { checksum: sha256(new Uint8Array(3)) } }))).toBe('UPLOAD_INCOMPLETE');
    const empty = sharp({ create: { width: 8_000, height: 8_000, channels: 3, background: '#808080' } });
    expect(await refused(await empty.clone().resize(400, 300).tiff().toBuffer())).toBe('IMAGE_UNSUPPORTED');
    expect(await refused(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('IMAGE_UNSUPPORTED');
    expect(await refused(await empty.png().toBuffer())).toBe('IMAGE_UPLOAD_TOO_LARGE');
    const body = { bytes: LIMITS.ownPictureBytes.value + 1, checksum: sha256(bytes) };
    expect(await codeOf(createImageUpload({ client, body }))).toBe('IMAGE_UPLOAD_TOO_LARGE');
  });
});

describe('a glossary entry', () => {
  it('takes only a picture of its own workspace; that of another one is as unknown as none', async () => {
    const entry = (imageId: string) => ({ action: 'picture' as const, name: NAME, imageId });
    const missing = await problemOf(
      await raw('/v1/glossary', {
        method: 'POST',
        token: stranger.tokens.accessToken,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(entry('0'.repeat(64))),
      }),
    );
    expect(missing.code).toBe('IMAGE_UNKNOWN');
    const { error } = await putGlossaryEntry({ client: stranger.client, body: entry(portrait.id) });
    expect({ ...error, requestId: '' }).toEqual({ ...missing, requestId: '' });
  });
});

describe('a name that the glossary gives a picture', () => {
  let projectId: string;
  beforeAll(async () => {
    const { client } = user;
    await ok(putGlossaryEntry({ client, body: { action: 'picture', name: NAME, imageId: portrait.id, type: 'person' } }));
    projectId = (await projectWithWords(client, TALK)).id;
  }, 120_000);

  it('is shown by it, and nobody is asked', async () => {
    const { client } = user;
    const job = await processed(client, projectId);
    expect([job.state, job.reasons]).toEqual(['completed', []]);
    expect(await callsTo(STAGE.sandboxUrl, 'rennwick')).toBe(0);
    const { entities } = await ok(getEntities({ client, path: { projectId } }));
    expect(entities.filter(({ kind }) => kind === 'owner')).toMatchObject([{ name: NAME, link: { status: 'not-named' } }]);
    const { cues } = await ok(getTimeline({ client, path: { projectId } }));
    const [cue] = cues.filter(({ entity }) => entity.kind === 'owner');
    expect(cue).toMatchObject({
      text: 'Elowen Brennwick,',
      entity: { label: NAME, qid: null },
      image: { state: 'stored', imageId: portrait.id, provider: 'owner', title: 'Elowen in the workshop' },
      illustrative: false,
      credit: 'Photo: Tamsin Reed',
    });
    expect(cues.some(({ image }) => image.provider === 'commons')).toBe(true);
  }, 120_000);

  it('has it in the manifest, the list of pictures, the credits and the storyboard, and its bytes are served', async () => {
    const { client } = user;
    const path = { projectId };
    expect(JSON.stringify(await ok(getManifest({ client, path })))).toContain(portrait.id);
    const { items } = await ok(getImages({ client, path }));
    expect(items.map(({ id }) => id)).toContain(portrait.id);
    expect(items.length).toBeGreaterThan(1);
    const textOf = async (format: 'credits' | 'storyboard'): Promise<string> =>
      (await fetch((await ok(createExport({ client, path, body: { format } }))).url)).text();
    expect(await textOf('credits')).toContain('Photo: Tamsin Reed');
    const storyboard = await textOf('storyboard');
    expect(storyboard).toContain('Photo: Tamsin Reed');
    expect(storyboard).not.toContain('The picture is not embedded');
    const content = await contentOf(user, portrait.id);
    const picture = await fetch(content.headers.get('location') ?? '');
    expect((await sharp(await picture.arrayBuffer()).metadata()).width).toBe(1_600);
  }, 60_000);

  it('is the workspace’s alone: another one neither reads, lists nor deletes it, and looks the name up', async () => {
    const { client } = stranger;
    for (const path of [`/v1/images/${portrait.id}`, `/v1/images/${portrait.id}/content`])
      expect((await raw(path, { token: stranger.tokens.accessToken })).status).toBe(404);
    expect(await codeOf(deleteImage({ client, path: { imageId: portrait.id } }))).toBe('NOT_FOUND');
    expect((await ok(listImages({ client }))).items).toEqual([]);
    const theirs = (await projectWithWords(client, TALK)).id;
    await processed(client, theirs);
    expect(JSON.stringify(await ok(getManifest({ client, path: { projectId: theirs } })))).not.toContain('"owner"');
    expect(await callsTo(STAGE.sandboxUrl, 'rennwick')).toBeGreaterThan(0);
    const copy = await added(client, bytes);
    expect(copy.id).not.toBe(portrait.id);
  }, 120_000);

  it('loses it everywhere when it is deleted, and can be given it anew', async () => {
    const { client } = user;
    const content = (await contentOf(user, portrait.id)).headers.get('location') ?? '';
    expect((await deleteImage({ client, path: { imageId: portrait.id } })).error).toBeUndefined();
    expect((await contentOf(user, portrait.id)).status).toBe(404);
    expect((await ok(listGlossary({ client }))).items.map(({ name }) => name)).not.toContain(NAME);
    while (JSON.stringify(await ok(getManifest({ client, path: { projectId } }))).includes(portrait.id))
      await new Promise(next => setTimeout(next, 250));
    const { cues } = await ok(getTimeline({ client, path: { projectId } }));
    expect(cues.map(({ entity }) => entity.kind)).not.toContain('owner');
    expect(cues.length).toBeGreaterThan(0);
    expect((await fetch(content)).status).toBe(404);
    for (;;) {
      const picture = await addImage({ client, body: { checksum: sha256(bytes) } });
      // Until the deletion is through.
      if (picture.error?.code === 'UPLOAD_INCOMPLETE') break;
      expect(picture.error?.code).toBe('CONFLICT');
      await new Promise(next => setTimeout(next, 250));
    }
    expect((await added(client, bytes)).id).toBe(portrait.id);
  }, 120_000);
});
