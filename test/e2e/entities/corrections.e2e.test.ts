import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  correctEntity,
  deleteGlossaryEntry,
  type EntityCorrection,
  getEntities,
  getTimeline,
  listGlossary,
  putGlossaryEntry,
} from '../../../cli/client/index.ts';
import type { Client } from '../../../cli/client/client/index.ts';
import { ended, processed, projectWithWords } from '../support/talk.ts';
import { newUser, ok, type User } from '../support/user.ts';

const DARWIN = 'Q1035';

let user: User;
let projectId: string;
beforeAll(async () => {
  user = await newUser();
  projectId = (await projectWithWords(user.client)).id;
  await processed(user.client, projectId);
});

const entityOf = async (client: Client, project: string, name: string) =>
  (await ok(getEntities({ client, path: { projectId: project } }))).entities.find(entity => entity.name === name);
const qidOf = async (client: Client, project: string, name: string): Promise<string | null> => {
  const link = (await entityOf(client, project, name))?.link;
  return link?.status === 'linked' ? link.qid : null;
};
const shownOf = async (client: Client, project: string): Promise<readonly string[]> =>
  (await ok(getTimeline({ client, path: { projectId: project } }))).cues.map(cue => cue.text);

const corrected = async (name: string, body: EntityCorrection): Promise<void> => {
  const { client } = user;
  const { id: entityId } = (await entityOf(client, projectId, name))!;
  const { job } = await ok(correctEntity({ client, path: { projectId, entityId }, body }));
  expect((await ended(client, job!.id)).state).toBe('completed');
};

describe('what the owner says of a name', () => {
  it('takes a banned one off the timeline of the project and of every later one, and leaves the rest as it was', async () => {
    const { client } = user;
    expect((await shownOf(client, projectId)).join(' ')).toContain('NASA');
    await corrected('NASA', { action: 'ban' });
    expect((await shownOf(client, projectId)).join(' ')).not.toContain('NASA');
    expect(await qidOf(client, projectId, 'Charles Darwin')).toBe(DARWIN);
    const next = await projectWithWords(client);
    await processed(client, next.id);
    expect((await shownOf(client, next.id)).join(' ')).not.toContain('NASA');
  });

  it('makes a pinned one the item it is pinned to, and forgets it when asked to', async () => {
    const { client } = user;
    await corrected('NASA', { action: 'pin', qid: DARWIN });
    expect(await qidOf(client, projectId, 'NASA')).toBe(DARWIN);
    await corrected('NASA', { action: 'clear' });
    expect(await qidOf(client, projectId, 'NASA')).toBe('Q23548');
  });

  it('may be said before any talk, is listed, and holds for nobody else', async () => {
    const { client } = user;
    const entry = await ok(putGlossaryEntry({ client, body: { action: 'ban', name: 'Charles Darwin' } }));
    expect((await ok(listGlossary({ client }))).items.map(({ name }) => name)).toContain('Charles Darwin');
    expect((await listGlossary({ client, query: { cursor: 'x.y' } })).error?.code).toBe('BAD_REQUEST');
    const own = await projectWithWords(client);
    await processed(client, own.id);
    expect((await shownOf(client, own.id)).join(' ')).not.toContain('Darwin');
    const other = await newUser();
    const theirs = await projectWithWords(other.client);
    await processed(other.client, theirs.id);
    expect((await shownOf(other.client, theirs.id)).join(' ')).toContain('Darwin');
    await deleteGlossaryEntry({ client, path: { entryId: entry.id } });
    expect((await ok(listGlossary({ client }))).items.map(({ name }) => name)).not.toContain('Charles Darwin');
  });
});
