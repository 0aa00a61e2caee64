import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  getJob,
  getProject,
  listApiKeys,
  listGlossary,
  listImages,
  listJobs,
  listProjectJobs,
  listProjects,
} from '../../../cli/client/index.ts';
import type { Route } from '../../../core/src/api/route.ts';
import { callRoute, missingIds, named, routes, type Ids } from '../support/calls.ts';
import { furnishedWorkspace, newProject, type Workspace } from '../support/talk.ts';
import { keyOf, newUser, ok, type User } from '../support/user.ts';

/** What everybody on a stage shares: who licensed pictures come from. Every other id belongs to a workspace, those of its own pictures too. */
const SHARED = new Set(['provider']);

const idsOf = (route: Route): readonly string[] => Object.keys(missingIds(route)).filter(name => !SHARED.has(name));
const withIds = routes(route => idsOf(route).length > 0);

/** Everything of an answer that a caller can see, but for the id of the request. */
const seen = async (answer: Response): Promise<unknown> => {
  const requestId = answer.headers.get('x-request-id') ?? '';
  const headers = [...answer.headers].filter(([name]) => !['date', 'x-request-id', 'apigw-requestid', 'content-length'].includes(name));
  return { status: answer.status, headers, body: (await answer.text()).replaceAll(requestId, '') };
};

let theirs: Workspace;
let me: User;
beforeAll(async () => {
  [theirs, me] = await Promise.all([furnishedWorkspace(), newUser()]);
}, 120_000);

describe('another workspace’s things', () => {
  const asMe = async (route: Route, ids: Ids): Promise<unknown> => seen(await callRoute(route, { ids, token: me.tokens.accessToken }));

  it.each(named(withIds))('%s answers for their ids exactly as for ids that name nothing', async (_, route) => {
    const mine = await newProject(me.client);
    const [first = ''] = idsOf(route);
    const missing = await asMe(route, {});
    expect(missing).toMatchObject({ status: 404 });
    expect(await asMe(route, theirs.ids)).toEqual(missing);
    // Their thing below a project of mine, where a route has two ids.
    expect(await asMe(route, { ...theirs.ids, ...(first === 'projectId' && idsOf(route).length > 1 && { projectId: mine.id }) })).toEqual(
      missing,
    );
  });

  it('are left as they were by every one of these calls', async () => {
    const { client } = theirs.user;
    const { projectId, jobId, keyId, entryId, imageId } = theirs.ids;
    expect(await ok(getProject({ client, path: { projectId } }))).toMatchObject({ id: projectId, name: 'A talk', hasTimeline: true });
    expect((await ok(getJob({ client, path: { jobId } }))).state).toBe('completed');
    expect((await ok(listApiKeys({ client }))).items.map(key => [key.id, key.revokedAt])).toEqual([[keyId, null]]);
    expect((await ok(listGlossary({ client }))).items.map(entry => entry.id)).toEqual([entryId]);
    expect((await ok(listImages({ client }))).items.map(image => image.id)).toEqual([imageId]);
  });

  it('appear in no list of mine, and their cursors are none of mine', async () => {
    const { client } = me;
    const { projectId } = await newProject(client).then(project => ({ projectId: project.id }));
    const [projects, jobs, ofProject, keys, images] = await Promise.all([
      ok(listProjects({ client, query: { limit: 100 } })),
      ok(listJobs({ client })),
      ok(listProjectJobs({ client, path: { projectId } })),
      ok(listApiKeys({ client })),
      ok(listImages({ client })),
    ]);
    const listed = JSON.stringify([projects, jobs, ofProject, keys, images]);
    for (const id of Object.values(theirs.ids)) expect(listed).not.toContain(id);

    await newProject(theirs.user.client);
    const { next } = await ok(listProjects({ client: theirs.user.client, query: { limit: 1 } }));
    expect(next).toBeDefined();
    expect((await listProjects({ client, query: { cursor: next ?? '' } })).error?.code).toBe('BAD_REQUEST');
  });
});

describe('roles', () => {
  const RANK = { viewer: 0, editor: 1, admin: 2 } as const;
  const keys: Partial<Record<keyof typeof RANK, string>> = {};
  beforeAll(async () => {
    for (const role of ['viewer', 'editor', 'admin'] as const) keys[role] = await keyOf(me, role);
  });

  it.each(named(routes(route => route.access !== 'public')))(
    '%s is for the roles that the contract says, and for nobody without a token',
    async (_, route) => {
      // No key of a workspace speaks for those who run the stage.
      const least = route.access === 'operator' ? Infinity : RANK[route.access as keyof typeof RANK];
      for (const [role, rank] of Object.entries(RANK)) {
        const { status } = await callRoute(route, { token: keys[role as keyof typeof RANK] });
        expect([role, status === 403]).toEqual([role, rank < least]);
        expect(status).not.toBe(401);
      }
      expect((await callRoute(route)).status).toBe(401);
      expect((await callRoute(route, { token: 'ctw_nonsense' })).status).toBe(401);
    },
  );
});
