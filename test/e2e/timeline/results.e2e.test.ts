import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  createExport,
  createJob,
  getEmphasis,
  getEntities,
  getExport,
  getImage,
  getImages,
  getManifest,
  getTimeline,
  getTranscript,
  type Job,
} from '../../../cli/client/index.ts';
import { Manifest } from '../../../core/src/timeline/manifest.ts';
import { TimelineDocument } from '../../../core/src/timeline/exports/timeline-json.ts';
import { callRoute, named, routes } from '../support/calls.ts';
import { problemOf, raw } from '../support/http.ts';
import { ended, giveTranscript, newProject, processed, projectWithWords } from '../support/talk.ts';
import { newUser, ok, type User } from '../support/user.ts';

let user: User;
let projectId: string;
let job: Job;
beforeAll(async () => {
  user = await newUser();
  projectId = (await projectWithWords(user.client)).id;
  job = await processed(user.client, projectId);
});
const path = () => ({ projectId });
const token = (): string => user.tokens.accessToken;

/** As whoever was given an address reads it: without a token. */
const fetched = async (url: string): Promise<{ readonly answer: Response; readonly bytes: Buffer }> => {
  const answer = await fetch(url);
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
};

describe('the results of a project', () => {
  it('fit together: words, emphasis, entities, timeline, pictures and the manifest that holds them all', async () => {
    const { client } = user;
    expect(job.state).toBe('completed');
    const [transcript, emphasis, { entities }, timeline, images] = await Promise.all([
      ok(getTranscript({ client, path: path() })),
      ok(getEmphasis({ client, path: path() })),
      ok(getEntities({ client, path: path() })),
      ok(getTimeline({ client, path: path() })),
      ok(getImages({ client, path: path() })),
    ]);
    const words = transcript.words.map(word => word.id);
    expect(emphasis.words.map(word => word.wordId)).toEqual(words);
    expect(timeline).toMatchObject({ state: 'published' });
    expect(timeline.cues.length).toBeGreaterThan(0);
    const known = new Set(entities.map(entity => entity.id));
    const shown = new Set(images.items.map(image => image.id));
    for (const cue of timeline.cues) {
      expect([known.has(cue.entityId), words.includes(cue.fromWord), words.includes(cue.toWord)]).toEqual([true, true, true]);
      expect(shown.has(cue.image.imageId ?? '')).toBe(true);
      for (const text of [cue.credit, cue.creditHtml, cue.why, cue.licence.name]) expect(text).not.toBe('');
    }
    const manifest = Manifest.parse(await ok(getManifest({ client, path: path() })));
    expect(manifest.timeline.cues.map(cue => cue.id)).toEqual(timeline.cues.map(cue => cue.id));
    expect(manifest.job).toMatchObject({ id: job.id, run: 1 });
  });

  it('carry the timeline’s version as their tag', async () => {
    const { version } = await ok(getTimeline({ client: user.client, path: path() }));
    const answer = await raw(`/v1/projects/${projectId}/timeline`, { token: token() });
    expect(answer.headers.get('etag')).toBe(`"v${version}"`);
  });

  const results = routes(
    route => route.path.startsWith('/v1/projects/{projectId}/') && route.area === 'timeline' && !route.path.includes('exportId'),
  );
  it.each(named(results))('are not there before a job: %s says what to do', async (_, route) => {
    const { id } = await newProject(user.client);
    const problem = await problemOf(await callRoute(route, { ids: { projectId: id }, token: token() }));
    expect(problem.code).toBe('NOT_FOUND');
    expect(problem.detail).toMatch(/yet/);
  });

  it('that are large are a redirect to an address that needs no token', async () => {
    const { client } = user;
    const { id } = await newProject(client);
    await giveTranscript(client, id, Array.from({ length: 12_000 }, (_, index) => `word${index}`).join(' '), 'text/plain');
    const { id: jobId } = await ok(createJob({ client, path: { projectId: id }, body: { settings: { concepts: false } } }));
    expect((await ended(client, jobId)).state).toBe('completed');
    for (const kind of ['transcript', 'emphasis', 'manifest']) {
      const redirect = await raw(`/v1/projects/${id}/${kind}`, { token: token() });
      expect([kind, redirect.status]).toEqual([kind, 307]);
      const { answer, bytes } = await fetched(redirect.headers.get('location') ?? '');
      expect([kind, answer.status, bytes.length > 1_000_000]).toEqual([kind, 200, true]);
      expect(JSON.parse(bytes.toString())).toBeInstanceOf(Object);
    }
  });
});

describe('the pictures of a timeline', () => {
  it('are listed a page at a time', async () => {
    const { client } = user;
    const all = (await ok(getImages({ client, path: path() }))).items.map(image => image.id);
    const first = await ok(getImages({ client, path: path(), query: { limit: 1 } }));
    expect(first.items.map(image => image.id)).toEqual(all.slice(0, 1));
    if (all.length > 1)
      expect((await ok(getImages({ client, path: path(), query: { cursor: first.next ?? '' } }))).items.map(image => image.id)).toEqual(
        all.slice(1),
      );
    expect((await getImages({ client, path: path(), query: { cursor: 'x.y' } })).error?.code).toBe('BAD_REQUEST');
    const { id } = await newProject(client);
    expect((await getImages({ client, path: { projectId: id }, query: { cursor: first.next ?? 'x.y' } })).error?.code).toMatch(
      /BAD_REQUEST|NOT_FOUND/,
    );
  });

  it('have their bytes behind a signed address that is good for this picture and a quarter of an hour', async () => {
    const { client } = user;
    const [image] = (await ok(getImages({ client, path: path() }))).items;
    expect(await ok(getImage({ client, path: { imageId: image!.id } }))).toEqual(image);
    for (const variant of image!.variants) {
      const redirect = await raw(`/v1/images/${image!.id}/content?variant=${variant.name}`, { token: token() });
      expect(redirect.status).toBe(307);
      const url = new URL(redirect.headers.get('location') ?? '');
      expect(url.searchParams.get('X-Amz-Expires')).toBe('900');
      const { answer, bytes } = await fetched(url.href);
      expect([answer.status, bytes.length]).toEqual([200, variant.bytes]);
      if (variant.name === 'master') expect(answer.headers.get('content-type')).toMatch(/^image\/(jpeg|png)$/);
      const other = new URL(url);
      other.pathname = other.pathname.replace(image!.id.slice(0, 4), 'ffff');
      const longer = new URL(url);
      longer.searchParams.set('X-Amz-Expires', '90000');
      for (const forged of [other, longer]) expect((await fetch(forged)).status).toBe(403);
    }
    const none = await raw(`/v1/images/${image!.id}/content?variant=gigantic`, { token: token() });
    expect(await problemOf(none)).toMatchObject({ code: 'NOT_FOUND', detail: expect.stringContaining('master') });
    expect((await raw(`/v1/images/${image!.id}/content?variant=../x`, { token: token() })).status).toBe(400);
  });
});

describe('exports', () => {
  it.each([
    ['json', 'timeline.json', 'application/json; charset=utf-8'],
    ['srt', 'timeline.srt', 'application/x-subrip; charset=utf-8'],
    ['credits', 'credits.md', 'text/markdown; charset=utf-8'],
    ['storyboard', 'storyboard.html', 'text/html; charset=utf-8'],
  ] as const)('as %s is a file with a fresh address each time it is asked for', async (format, fileName, type) => {
    const { client } = user;
    const made = await ok(createExport({ client, path: path(), body: { format } }));
    expect(made).toMatchObject({ format, fileName, contentType: type, state: 'ready' });
    const { answer, bytes } = await fetched(made.url);
    expect([answer.status, bytes.length, answer.headers.get('content-type')]).toEqual([200, made.bytes, type]);
    // A page of ours is never shown on the bucket's own origin.
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${fileName}"`);
    expect((await ok(createExport({ client, path: path(), body: { format } }))).id).toBe(made.id);
    const again = await ok(getExport({ client, path: { projectId, exportId: made.id } }));
    expect(
      createHash('sha256')
        .update((await fetched(again.url)).bytes)
        .digest('hex'),
    ).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('hold the same cues in every form', async () => {
    const { client } = user;
    const read = async (format: 'json' | 'srt' | 'credits' | 'storyboard'): Promise<string> =>
      (await fetched((await ok(createExport({ client, path: path(), body: { format } }))).url)).bytes.toString();
    const { cues } = TimelineDocument.parse(JSON.parse(await read('json')));
    const [srt, credits, storyboard] = await Promise.all([read('srt'), read('credits'), read('storyboard')]);
    expect(srt.split('-->')).toHaveLength(cues.length + 1);
    for (const cue of cues) {
      expect(storyboard).toContain(`id="${cue.id}"`);
      expect(credits).toContain(cue.image.sourceUrl);
    }
  });
});
