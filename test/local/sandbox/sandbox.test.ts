import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../../local/sandbox/sandbox.ts';
import { committed } from '../../support/fixtures.ts';
import { fewItems, OPERATOR } from './sandbox-under-test.ts';

const sources = (folder: string): string[] =>
  readdirSync(committed(folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('node_modules'))
    .map(entry => relative(committed('.'), join(entry.parentPath, entry.name)));

const imports = (file: string): string[] =>
  Array.from(readFileSync(committed(file), 'utf8').matchAll(/(?:from|import)\s*\(?'([^']+)'/g), match => match[1] ?? '');

describe('who may import whom', () => {
  it('nothing but local/ and test/ imports the sandbox: it is the only place with canned answers', () => {
    const product = ['core', 'functions', 'gpu-worker', 'lib', 'bin', 'cli', 'bench', 'samples'].flatMap(sources);
    expect(product.length).toBeGreaterThan(50);
    expect(product.filter(file => imports(file).some(from => /local\/sandbox/.test(from)))).toEqual([]);
  });

  it('the sandbox imports nothing of the product: it agrees with the clients through the providers’ documents only', () => {
    const outside = sources('local/sandbox').flatMap(file =>
      imports(file).filter(from => from.startsWith('.') && !join(file, '..', from).startsWith('local/sandbox')),
    );
    expect(outside).toEqual([]);
    expect(
      sources('local/sandbox')
        .flatMap(imports)
        .filter(from => from.startsWith('@cutaway')),
    ).toEqual([]);
  });
});

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
