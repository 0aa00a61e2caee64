import { describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../../local/sandbox/sandbox.ts';
import { fewItems, OPERATOR } from './sandbox-under-test.ts';

describe('startSandbox', () => {
  it('gives every address of an answer on its own origin', async () => {
    const sandbox = await startSandbox({ port: 0 }, fewItems());
    try {
      const get = async (address: string, headers: Record<string, string> = {}) =>
        (await fetch(address, { headers: { 'user-agent': OPERATOR, ...headers } })).text();
      const texts = await Promise.all([
        get(`${sandbox.addresses.pexels}/v1/search?query=tree`, { authorization: 'sandbox-pexels' }),
        get(`${sandbox.addresses.unsplash}/search/photos?query=tree`, { authorization: 'Client-ID sandbox-unsplash' }),
        get(`${sandbox.addresses.pixabay}/api/?q=tree&key=sandbox-pixabay`),
        get(`${sandbox.addresses.openverse}/v1/images/?q=paris`),
        get(
          `${sandbox.addresses.commons}?action=query&generator=search&gsrnamespace=6&gsrsearch=paris&prop=imageinfo&iiprop=url|extmetadata&iiurlwidth=330&format=json`,
        ),
        get(`${sandbox.addresses.wikipedia}?action=query&titles=Paris&prop=pageimages&piprop=original&format=json`),
      ]);
      for (const text of texts) {
        const hosts = Array.from(text.matchAll(/"(https?:\/\/[^/"?]+)/g), match => match[1]);
        expect(hosts.length).toBeGreaterThan(0);
        expect([...new Set(hosts)].filter(host => !/creativecommons\.org|gnu\.org|artlibre\.org|flickr\.com/.test(host ?? ''))).toEqual([
          sandbox.url,
        ]);
      }
    } finally {
      await sandbox.close();
    }
  });

  it('takes keys of one’s own, waits as long as it is told, and frees its port', async () => {
    const sandbox = await startSandbox({ port: 0, latencyMs: 80, accessKeys: { pexels: ['mine'] } }, fewItems());
    const began = performance.now();
    const answer = await fetch(`${sandbox.addresses.pexels}/v1/search?query=a`, {
      headers: { 'user-agent': OPERATOR, authorization: 'mine' },
    });
    expect(answer.status).toBe(200);
    expect(performance.now() - began).toBeGreaterThanOrEqual(79);
    await sandbox.close();
    await expect(fetch(sandbox.url)).rejects.toThrow();
    const again = await startSandbox({ port: Number(new URL(sandbox.url).port) }, fewItems());
    await again.close();
  });
});
