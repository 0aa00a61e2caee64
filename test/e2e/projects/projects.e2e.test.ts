import { beforeAll, describe, expect, it } from '@jest/globals';
import { createJob, createProject, getProject, listProjects, type NewJob, updateProject } from '../../../cli/client/index.ts';
import { newProject, projectWithWords } from '../support/talk.ts';
import { newUser, ok, type User } from '../support/user.ts';

let user: User;
beforeAll(async () => {
  user = await newUser();
});

describe('a project', () => {
  it('is read as it was made, and holds nothing yet', async () => {
    const made = await ok(createProject({ client: user.client, body: { name: '  Lecture  1 ', language: 'en-GB' } }));
    expect(made).toMatchObject({
      name: 'Lecture 1',
      language: 'en-GB',
      media: null,
      transcript: null,
      latestJobId: null,
      hasTimeline: false,
    });
    expect(await ok(getProject({ client: user.client, path: { projectId: made.id } }))).toEqual(made);
  });

  it('keeps a hostile name as text, without control characters', async () => {
    const name = '<script>alert(1)</script> \u202Egnp.exe\u0000 ‘; DROP TABLE';
    const made = await newProject(user.client, name);
    expect(made.name).toContain('<script>alert(1)</script>');
    expect(made.name).not.toMatch(/[\u0000-\u001F\u202A-\u202E]/);
  });

  it.each(['', '   ', 'x'.repeat(121), '\u0000'])('is not made with the name %j', async name => {
    expect((await createProject({ client: user.client, body: { name } })).error?.code).toBe('BAD_REQUEST');
  });

  it('is changed by whoever read it last, and by nobody else', async () => {
    const made = await newProject(user.client);
    const path = { projectId: made.id };
    const change = (etag: string, name: string) =>
      updateProject({ client: user.client, path, headers: { 'If-Match': etag }, body: { name } });
    const both = await Promise.all([change(made.etag, 'One'), change(made.etag, 'Two')]);
    expect(both.map(answer => answer.response?.status).sort()).toEqual([200, 412]);
    const now = await ok(getProject({ client: user.client, path }));
    expect(['One', 'Two']).toContain(now.name);
    expect((await change(made.etag, 'Three')).error?.code).toBe('PRECONDITION_FAILED');
    expect((await ok(change(now.etag, 'Three'))).name).toBe('Three');
  });
});

describe('the list of projects', () => {
  it('shows each once, newest first, a page at a time', async () => {
    const { client } = await newUser();
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1) made.unshift((await newProject(client, `Talk ${count}`)).id);
    const pages: string[][] = [];
    for (let cursor: string | undefined; ;) {
      const page = await ok(listProjects({ client, query: { limit: 2, ...(cursor !== undefined && { cursor }) } }));
      pages.push(page.items.map(project => project.id));
      cursor = page.next;
      if (cursor === undefined) break;
    }
    expect(pages.flat()).toEqual(made);
    expect(Math.max(...pages.map(page => page.length))).toBe(2);
  });

  it('refuses a cursor that was changed or belongs to another list', async () => {
    await newProject(user.client);
    const { next = '' } = await ok(listProjects({ client: user.client, query: { limit: 1 } }));
    const [payload = '', signature = ''] = next.split('.');
    const [expiresAt, position] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [number, string];
    const forged = Buffer.from(JSON.stringify([expiresAt + 1, position])).toString('base64url');
    for (const cursor of [`${payload}A.${signature}`, `${forged}.${signature}`, `${payload}.${signature.slice(1)}`, `${payload}.`, payload])
      expect((await listProjects({ client: user.client, query: { cursor } })).error?.code).toBe('BAD_REQUEST');
  });
});

describe('a request with an Idempotency-Key', () => {
  const create = (key: string, name: string) => createProject({ client: user.client, headers: { 'Idempotency-Key': key }, body: { name } });

  it('is done once however often it is sent, also at the same time', async () => {
    const at = await Promise.all(Array.from({ length: 4 }, () => create('same-time', 'Once')));
    for (const { data, error } of at) if (data === undefined) expect(error.code).toBe('CONFLICT');
    const ids = new Set(at.flatMap(({ data }) => (data === undefined ? [] : [data.id])));
    ids.add((await ok(create('same-time', 'Once'))).id);
    expect(ids.size).toBe(1);
    const listed = await ok(listProjects({ client: user.client, query: { limit: 100 } }));
    expect(listed.items.filter(project => project.name === 'Once')).toHaveLength(1);
  });

  it('and another body is refused, and with another key it is another request', async () => {
    const first = await ok(create('one', 'First'));
    expect((await create('one', 'Second')).error?.code).toBe('IDEMPOTENCY_MISMATCH');
    expect((await ok(create('two', 'First'))).id).not.toBe(first.id);
  });

  it('that starts a job stands for that job only', async () => {
    const { id: projectId } = await projectWithWords(user.client);
    const start = (body: NewJob) => createJob({ client: user.client, path: { projectId }, headers: { 'Idempotency-Key': 'start' }, body });
    const { id } = await ok(start({}));
    expect((await ok(start({}))).id).toBe(id);
    expect((await start({ settings: { concepts: false } })).error?.code).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('means something else on another route and in another workspace', async () => {
    const { id: projectId } = await projectWithWords(user.client);
    await ok(create('shared-key', 'Mine'));
    const job = await ok(createJob({ client: user.client, path: { projectId }, headers: { 'Idempotency-Key': 'shared-key' }, body: {} }));
    expect(
      (await ok(createJob({ client: user.client, path: { projectId }, headers: { 'Idempotency-Key': 'shared-key' }, body: {} }))).id,
    ).toBe(job.id);
    const stranger = await newUser();
    const theirs = await ok(
      createProject({ client: stranger.client, headers: { 'Idempotency-Key': 'shared-key' }, body: { name: 'Theirs' } }),
    );
    expect(theirs.name).toBe('Theirs');
  });
});
