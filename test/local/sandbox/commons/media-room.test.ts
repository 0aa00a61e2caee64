import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { type Json, OPERATOR, sandboxUnderTest } from '../sandbox-under-test.ts';

const sandbox = sandboxUnderTest();
const infoOf = async (title: string, width = 330): Promise<Json> => {
  const address = `${sandbox.addresses().commons}?action=query&format=json&formatversion=2&titles=${encodeURIComponent(`File:${title}`)}&prop=imageinfo&iiprop=url|size|mime|thumbmime&iiurlwidth=${width}`;
  return (await sandbox.get(address)).json().query.pages[0].imageinfo[0];
};
const fetchBytes = async (address: string) => {
  const response = await fetch(address, { headers: { 'user-agent': OPERATOR } });
  return { status: response.status, type: response.headers.get('content-type'), bytes: Buffer.from(await response.arrayBuffer()) };
};

describe('originals', () => {
  it.each(['Marie Curie speaking 8641.jpg', 'Marie Curie snapshot 8641.jpg', 'Douglas adams portrait cropped.jpg'])(
    '%s has the pixels, bytes and type that are claimed',
    async title => {
      const info = await infoOf(title);
      const { type, bytes } = await fetchBytes(info.url);
      const { width, height } = await sharp(bytes).metadata();
      expect({ width, height, bytes: bytes.length, type }).toEqual({
        width: info.width,
        height: info.height,
        bytes: info.size,
        type: info.mime,
      });
    },
  );

  it('may be 50 MB, as claimed', async () => {
    const info = await infoOf('Marie Curie full resolution 8641.jpg');
    expect(info.size).toBe(50_000_000);
    const { bytes } = await fetchBytes(info.url);
    expect(bytes).toHaveLength(50_000_000);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: info.width, height: info.height });
  }, 30_000);

  it('that are no pictures begin as their type does', async () => {
    const info = await infoOf('Marie Curie brochure 8641.pdf');
    const { type, bytes } = await fetchBytes(info.url);
    expect(type).toBe('application/pdf');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('as drawings are SVG without a text element', async () => {
    const { type, bytes } = await fetchBytes((await infoOf('Marie Curie signature 8641.svg')).url);
    expect(type).toBe('image/svg+xml');
    expect(bytes.toString()).toMatch(/^<svg /);
    expect(bytes.toString()).not.toContain('<text');
  });
});

describe('thumbnails', () => {
  it('of every standard width have the pixels that are claimed', async () => {
    for (const width of [20, 120, 330, 960, 1280, 1920]) {
      const info = await infoOf('Marie Curie speaking 8641.jpg', width);
      const { bytes } = await fetchBytes(info.thumburl);
      expect(await sharp(bytes).metadata()).toMatchObject({ width: info.thumbwidth, height: info.thumbheight });
    }
  });

  it('of other widths are refused with 400 and a page that names the steps', async () => {
    const { thumburl } = await infoOf('Marie Curie speaking 8641.jpg', 1280);
    const answer = await sandbox.get(thumburl.replace('/1280px-', '/1080px-'));
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Use thumbnail steps listed on https://w.wiki/GHai');
  });

  it('of drawings are PNG, of scans and documents JPEG', async () => {
    for (const [title, type] of [
      ['Marie Curie signature 8641.svg', 'image/png'],
      ['Marie Curie archive scan 8641.tif', 'image/jpeg'],
      ['Marie Curie brochure 8641.pdf', 'image/jpeg'],
    ] as const) {
      const info = await infoOf(title);
      expect(info.thumbmime).toBe(type);
      expect((await fetchBytes(info.thumburl)).type).toBe(type);
    }
  });

  it('are not made larger than the file, and lie in the folder of their name only', async () => {
    const { thumburl } = await infoOf('Marie Curie snapshot 8641.jpg', 120);
    expect((await sandbox.get(thumburl.replace('/120px-', '/960px-'))).status).toBe(404);
    expect((await sandbox.get(thumburl.replace(/thumb\/[0-9a-f]\/[0-9a-f]{2}\//, 'thumb/0/00/'))).status).toBe(404);
  });
});

describe('pages', () => {
  it('tell a person what the picture is, and that it is made up', async () => {
    const { descriptionurl } = await infoOf('Marie Curie speaking 8641.jpg');
    const answer = await sandbox.get(descriptionurl, { 'user-agent': 'Mozilla/5.0' });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('made up');
  });

  it('lead from Special:FilePath to the bytes', async () => {
    const answer = await sandbox.get('/commons/wiki/Special:FilePath/Marie_Curie_speaking_8641.jpg?width=300');
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toContain('/330px-');
  });
});

describe('downloads', () => {
  it('are counted apart from calls, two at a time at most', async () => {
    const { thumburl } = await infoOf('Marie Curie speaking 8641.jpg', 1280);
    await sandbox.post('/__scenario', { provider: 'commons', latencyMs: 100 });
    await Promise.all([1, 2, 3].map(() => fetchBytes(thumburl)));
    const media = await sandbox.journal('?account=wikimedia&lane=media');
    expect(media).toMatchObject({ total: 3, mostParallel: 3, overParallel: 1, counted: 0 });
  });
});
