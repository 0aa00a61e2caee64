import { describe, expect, it } from '@jest/globals';
import { fewItems, OPERATOR, sandboxUnderTest } from '../sandbox-under-test.ts';

const sandbox = sandboxUnderTest(fewItems);
const wikidata = (query: string, headers: Record<string, string> = {}) => sandbox.get(`${sandbox.addresses().wikidata}?${query}`, headers);
const ENTITY = 'action=wbgetentities&ids=Q42&props=labels';

describe('the User-Agent', () => {
  it.each(['', 'Mozilla/5.0', 'node', 'python-requests/2.31 (https://docs.python-requests.org)', 'Cutaway/1.0'])(
    '"%s" does not say who operates the client: 403, HTML',
    async agent => {
      for (const address of [
        `${sandbox.addresses().wikidata}?${ENTITY}&format=json`,
        `${sandbox.url()}/upload/wikipedia/commons/a/ab/X.jpg`,
      ]) {
        const answer = await sandbox.get(address, { 'user-agent': agent });
        expect(answer.status).toBe(403);
        expect(answer.headers.get('content-type')).toMatch(/html/);
      }
      expect((await sandbox.journal()).byVerdict).toEqual({ 'client-refused': 2 });
    },
  );

  it('may give a page or an address to write to', async () => {
    for (const agent of ['Tool/1.0 (https://ops.example.org/contact)', 'Tool/1.0 (ops@example.org) undici/7']) {
      expect((await wikidata(`${ENTITY}&format=json`, { 'user-agent': agent })).status).toBe(200);
    }
  });
});

describe('the shared limit', () => {
  it('takes 200 a minute over all wikis together, then answers 429 in HTML with Retry-After', async () => {
    await sandbox.post('/__clock', { frozen: true });
    const paths = [
      `${sandbox.addresses().wikidata}?${ENTITY}&format=json`,
      `${sandbox.addresses().wikipedia}?action=query&titles=Paris&format=json`,
      `${sandbox.addresses().commons}?action=query&format=json`,
    ];
    for (let n = 0; n < 200; n++) expect((await sandbox.get(paths[n % 3] ?? '')).status).toBe(200);
    const over = await sandbox.get(paths[0] ?? '');
    expect(over.status).toBe(429);
    expect(over.headers.get('content-type')).toMatch(/html/);
    const wait = Number(over.headers.get('retry-after'));
    expect(wait).toBe(60);
    await sandbox.post('/__clock', { advanceSeconds: wait });
    expect((await sandbox.get(paths[0] ?? '')).status).toBe(200);
  });
});

describe('maxlag', () => {
  it('-1 always says that the databases lag, with status 200 and its headers', async () => {
    const answer = await wikidata(`${ENTITY}&format=json&maxlag=-1`);
    expect(answer.status).toBe(200);
    expect(answer.json().error).toMatchObject({ code: 'maxlag', lag: expect.any(Number), host: expect.any(String), type: 'db' });
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.headers.has('x-database-lag')).toBe(true);
    expect(answer.headers.get('mediawiki-api-error')).toBe('maxlag');
  });

  it('is told to those who accept less, and to nobody who did not ask', async () => {
    await sandbox.post('/__scenario', { provider: 'wikimedia', lagSeconds: 8 });
    expect((await wikidata(`${ENTITY}&format=json&maxlag=5`)).json().error.code).toBe('maxlag');
    expect((await wikidata(`${ENTITY}&format=json&maxlag=20`)).json().error).toBeUndefined();
    expect((await wikidata(`${ENTITY}&format=json`)).json().error).toBeUndefined();
    await sandbox.post('/__scenario', { provider: 'wikidata', fault: 'maxlag' });
    expect((await wikidata(`${ENTITY}&format=json`)).json().error.code).toBe('maxlag');
  });
});

describe('errors', () => {
  it('have status 200, a header, and the old shape unless another is asked for', async () => {
    const old = await wikidata('action=wbsearchentities&language=en&format=json');
    expect(old.status).toBe(200);
    expect(old.headers.get('mediawiki-api-error')).toBe('missingparam');
    expect(old.json()).toMatchObject({
      error: { code: 'missingparam', info: expect.any(String), '*': expect.any(String) },
      servedby: expect.any(String),
    });
    const second = (await wikidata('action=wbsearchentities&language=en&format=json&formatversion=2')).json();
    expect(second.error.docref).toEqual(expect.any(String));
    const plain = (await wikidata('action=wbsearchentities&language=en&format=json&errorformat=plaintext')).json();
    expect(plain).toMatchObject({
      errors: [{ code: 'missingparam', text: expect.any(String), module: 'main' }],
      docref: expect.any(String),
    });
    const html = (await wikidata('action=wbsearchentities&language=en&format=json&errorformat=html')).json();
    expect(html.errors[0].html).toEqual(expect.any(String));
  });

  it('name an action that is none, too many values and numbers that are none', async () => {
    const codeOf = async (query: string) => (await wikidata(`${query}&format=json`)).json().error.code;
    expect(await codeOf('action=explode')).toBe('badvalue');
    expect(await codeOf(`action=wbgetentities&ids=${Array.from({ length: 51 }, (_, n) => `Q${n + 1}`).join('|')}`)).toBe('toomanyvalues');
    expect(await codeOf('action=wbsearchentities&search=a&language=en&limit=many')).toBe('badinteger');
  });
});

describe('warnings', () => {
  it('accompany a success, as an object in the old shape and a list otherwise', async () => {
    const old = (await wikidata(`${ENTITY}&format=json&nonsense=1`)).json();
    expect(old.warnings.main['*']).toBe('Unrecognized parameter: nonsense.');
    expect(old.success).toBe(1);
    const list = (await wikidata(`${ENTITY}&format=json&nonsense=1&errorformat=plaintext&formatversion=2`)).json();
    expect(list.warnings).toEqual([expect.objectContaining({ text: 'Unrecognized parameter: nonsense.' })]);
  });
});

describe('formats', () => {
  it('answer HTML to who forgets to ask for JSON', async () => {
    const answer = await wikidata(ENTITY);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/html/);
  });

  it('take the parameters of a posted form', async () => {
    const response = await fetch(sandbox.addresses().wikidata, {
      method: 'POST',
      headers: { 'user-agent': OPERATOR },
      body: new URLSearchParams({ action: 'wbgetentities', ids: 'Q42', format: 'json', props: 'labels' }),
    });
    expect(await response.json()).toMatchObject({ entities: { Q42: { id: 'Q42' } }, success: 1 });
  });

  it('separate values by U+001F where the first character is one', async () => {
    expect(Object.keys((await wikidata('action=wbgetentities&ids=%1FQ42%1FQ90&format=json')).json().entities)).toEqual(['Q42', 'Q90']);
  });
});
