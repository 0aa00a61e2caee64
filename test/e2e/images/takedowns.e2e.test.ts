import { beforeAll, describe, expect, it } from '@jest/globals';
import { createExport, createTakedown, getImages, getManifest, getTimeline, type Takedown } from '../../../cli/client/index.ts';
import { raw } from '../support/http.ts';
import { processed, projectWithWords } from '../support/talk.ts';
import { newOperator, newUser, ok, type User } from '../support/user.ts';

/** Shown in no other test, so that none of them misses the picture. */
const TALK = `1
00:00:00,500 --> 00:00:08,000
High in the Andes the Inca built Machu Picchu, a citadel that nobody found for centuries.
`;

let operator: User;
let user: User;
let projectId: string;
let imageId: string;
beforeAll(async () => {
  [operator, user] = await Promise.all([newOperator(), newUser()]);
  projectId = (await projectWithWords(user.client, TALK)).id;
  await processed(user.client, projectId);
  const { items: images } = await ok(getImages({ client: user.client, path: { projectId } }));
  imageId = images[0]?.id ?? '';
}, 120_000);

const takeDown = (): Promise<Takedown> =>
  ok(createTakedown({ client: operator.client, body: { imageId, reason: 'Its owner asked for it.' } }));

const carriedOut = async (): Promise<Takedown> => {
  for (;;) {
    const takedown = await takeDown();
    if (takedown.state === 'done') return takedown;
    await new Promise(next => setTimeout(next, 250));
  }
};

const everythingShown = async (): Promise<string> => {
  const { client } = user;
  const path = { projectId };
  return JSON.stringify([
    await ok(getTimeline({ client, path })),
    await ok(getImages({ client, path })),
    await ok(getManifest({ client, path })),
  ]);
};

it('a picture that is not there cannot be taken down', async () => {
  const body = { imageId: '0'.repeat(64), reason: 'Nobody knows.' };
  expect((await createTakedown({ client: operator.client, body })).error?.code).toBe('NOT_FOUND');
});

describe('a picture that is taken down', () => {
  it('is gone at once, and soon from the projects that showed it and from every export made of them', async () => {
    const { client } = user;
    const storyboard = await ok(createExport({ client, path: { projectId }, body: { format: 'storyboard' } }));
    const credits = await ok(createExport({ client, path: { projectId }, body: { format: 'credits' } }));
    expect(await everythingShown()).toContain(imageId);
    const content = await raw(`/v1/images/${imageId}/content`, { token: user.tokens.accessToken });
    const address = content.headers.get('location') ?? '';
    expect((await fetch(address)).status).toBe(200);

    expect(await takeDown()).toMatchObject({ imageId, reason: 'Its owner asked for it.' });
    for (const path of [`/v1/images/${imageId}`, `/v1/images/${imageId}/content`])
      expect((await raw(path, { token: user.tokens.accessToken })).status).toBe(404);

    const done = await carriedOut();
    expect(done.projects).toBe(1);
    expect(done.cues).toBeGreaterThanOrEqual(1);
    expect(await everythingShown()).not.toContain(imageId);
    for (const url of [address, storyboard.url, credits.url]) expect((await fetch(url)).status).toBe(404);
    expect(await ok(createExport({ client, path: { projectId }, body: { format: 'storyboard' } }))).toMatchObject({ state: 'ready' });
  }, 120_000);

  it('is taken down once: asked for again nothing changes', async () => {
    const done = await carriedOut();
    expect(await carriedOut()).toEqual(done);
  });

  it('is not chosen again', async () => {
    const again = (await projectWithWords(user.client, TALK)).id;
    await processed(user.client, again);
    const { items: images } = await ok(getImages({ client: user.client, path: { projectId: again } }));
    expect(images.map(image => image.id)).not.toContain(imageId);
  }, 120_000);
});
