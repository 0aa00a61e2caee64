import { describe, expect, it } from '@jest/globals';
import { sandboxUnderTest } from '../sandbox-under-test.ts';

const sandbox = sandboxUnderTest();
const summary = (title: string) => sandbox.get(`/wikipedia/api/rest_v1/page/summary/${title}`);
const views = (title: string, from: string, to: string) =>
  sandbox.get(`/wikimedia/api/rest_v1/metrics/pageviews/per-article/en.wikipedia/all-access/user/${title}/daily/${from}/${to}`);

describe('page summary', () => {
  it('has type, item, extract, images and an ETag', async () => {
    const answer = await summary('Douglas_Adams');
    expect(answer.headers.has('etag')).toBe(true);
    expect(answer.json()).toMatchObject({
      type: 'standard',
      wikibase_item: 'Q42',
      extract: expect.stringContaining('English writer'),
      thumbnail: { width: 330 },
    });
  });

  it('redirects a title that is not normalised for good, and a redirect page for now', async () => {
    expect(await summary('douglas%20Adams')).toMatchObject({ status: 301 });
    const redirect = await summary('Douglas_Noel_Adams');
    expect(redirect.status).toBe(302);
    expect(redirect.headers.get('location')).toMatch(/\/page\/summary\/Douglas_Adams$/);
    expect((await summary('Douglas_Noel_Adams?redirect=false')).status).toBe(200);
  });

  it('says disambiguation, and shows a non-free lead image from Wikipedia itself', async () => {
    expect((await summary('Springfield')).json().type).toBe('disambiguation');
    expect((await summary('Skyfall')).json().originalimage.source).toContain('/upload/wikipedia/en/');
  });

  it('answers 404 as a problem', async () => {
    const answer = await summary('Nobody_Wrote_This');
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({ status: 404, method: 'get', type: 'about:blank' });
  });
});

describe('page views', () => {
  it('leave days without a view out', async () => {
    const { items } = (await views('Zavrh', '2026010100', '2026063000')).json();
    expect(items.length).toBeGreaterThan(0);
    expect(items.length).toBeLessThan(181);
    for (const { views: count } of items) expect(count).toBeGreaterThan(0);
  });

  it('are a 404 where there are none', async () => {
    const answer = await views('Nobody_Wrote_This', '2026010100', '2026010500');
    expect(answer.status).toBe(404);
    expect(answer.json().detail).toMatch(/^The date\(s\) you used are valid/);
  });
});
