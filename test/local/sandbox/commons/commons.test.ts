import { describe, expect, it } from '@jest/globals';
import { type Json, sandboxUnderTest } from '../sandbox-under-test.ts';

const sandbox = sandboxUnderTest();
const ask = async (query: string) =>
  (await sandbox.get(`${sandbox.addresses().commons}?action=query&format=json&formatversion=2&${query}`)).json();
const search = async (text: string, more = '&gsrlimit=50'): Promise<Json[]> => {
  const { query } = await ask(
    `generator=search&gsrnamespace=6&gsrsearch=${encodeURIComponent(text)}${more}&prop=imageinfo&iiprop=url|size|mime|mediatype|sha1|extmetadata|user|timestamp`,
  );
  return (query?.pages ?? []).toSorted((a: Json, b: Json) => a.index - b.index);
};
const metadata = (page: Json) => page.imageinfo[0].extmetadata;

describe('searches', () => {
  it('look at files only where namespace 6 is asked for', async () => {
    expect(await ask('generator=search&gsrsearch=Paris&prop=imageinfo')).toEqual({ batchcomplete: true });
    expect((await search('Paris')).length).toBe(50);
  });

  it('find files that depict an item, and none for an item without', async () => {
    const files = await search('haswbstatement:P180=Q7186 filetype:bitmap');
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      expect(file.title).toMatch(/Marie Curie/);
      expect(file.imageinfo[0].mediatype).toBe('BITMAP');
    }
    expect(await search('haswbstatement:P180=Q1999999999')).toEqual([]);
    expect((await search('haswbstatement:P180=Q7186|P180=Q42')).length).toBeGreaterThan(files.length);
  });

  it.each<[string, (page: Json) => boolean]>([
    ['Paris filetype:drawing', page => page.imageinfo[0].mediatype === 'DRAWING'],
    ['Paris filemime:image/jpeg', page => page.imageinfo[0].mime === 'image/jpeg'],
    ['Paris filew:>3500', page => page.imageinfo[0].width > 3_500],
    ['Paris fileh:<1000', page => page.imageinfo[0].height < 1_000],
    ['incategory:"Marie Curie"', page => metadata(page).Categories.value.split('|').includes('Marie Curie')],
    ['intitle:statue Marie Curie', page => /statue/i.test(page.title)],
    ['"Marie Curie" -statue -grave', page => !/statue|grave/i.test(page.title)],
  ])('%s', async (text, fits) => {
    const files = await search(text);
    expect(files.length).toBeGreaterThan(0);
    expect(files.every(fits)).toBe(true);
  });

  it('have tempting wrong pictures among the first', async () => {
    const titles = (await search('Marie Curie', '&gsrlimit=20')).map(page => page.title).join('\n');
    for (const word of ['portrait', 'Statue of', 'Grave of', 'Street sign', 'Laboratory named after']) expect(titles).toContain(word);
  });

  it('page through all results without a double', async () => {
    const seen: string[] = [];
    for (let offset = 0; offset < 120; offset += 40)
      seen.push(...(await search('Washington', `&gsrlimit=40&gsroffset=${offset}`)).map(page => page.title));
    expect(seen.length).toBe(120);
    expect(new Set(seen).size).toBe(120);
  });

  it('find nothing beyond the depth that the search engine allows', async () => {
    expect(await search('Paris', '&gsrlimit=50&gsroffset=9990')).toEqual([]);
  });
});

describe('titles', () => {
  it('of every file found lead to the same file', async () => {
    const files = [...(await search('Marie Curie')), ...(await search('Oxford')), ...(await search('Microsoft'))];
    for (let from = 0; from < files.length; from += 50) {
      const some = files.slice(from, from + 50);
      const { query } = await ask(`titles=${encodeURIComponent(some.map(page => page.title).join('|'))}&prop=imageinfo&iiprop=sha1`);
      const found = new Map(query.pages.map((page: Json) => [page.title, page]));
      for (const page of some)
        expect(found.get(page.title)).toMatchObject({ pageid: page.pageid, imageinfo: [{ sha1: page.imageinfo[0].sha1 }] });
    }
  });

  it('are normalised; unknown ones are missing without a repository', async () => {
    const { query } = await ask('titles=file:douglas_adams_portrait_cropped.jpg|File:Nothing%20here.jpg&prop=imageinfo&iiprop=size');
    expect(query.normalized).toContainEqual({
      fromencoded: false,
      from: 'file:douglas_adams_portrait_cropped.jpg',
      to: 'File:Douglas adams portrait cropped.jpg',
    });
    expect(query.pages).toContainEqual({ ns: 6, title: 'File:Nothing here.jpg', missing: true, imagerepository: '' });
  });

  it('may disappear between search and question, and their bytes with them', async () => {
    const [file] = await search('Marie Curie');
    await sandbox.post('/__scenario', { provider: 'commons', gone: [file.title] });
    expect((await search('Marie Curie'))[0].title).toBe(file.title);
    expect((await ask(`titles=${encodeURIComponent(file.title)}&prop=imageinfo`)).query.pages[0].missing).toBe(true);
    expect((await sandbox.get(file.imageinfo[0].url)).status).toBe(404);
  });
});

describe('imageinfo', () => {
  it('has what is asked for and nothing else', async () => {
    const { query } = await ask('titles=File:Douglas adams portrait cropped.jpg&prop=imageinfo&iiprop=url|size|mime|mediatype|sha1');
    const [info] = query.pages[0].imageinfo;
    expect(Object.keys(info).sort()).toEqual([
      'descriptionshorturl',
      'descriptionurl',
      'height',
      'mediatype',
      'mime',
      'sha1',
      'size',
      'url',
      'width',
    ]);
    expect(info.sha1).toMatch(/^[0-9a-f]{40}$/);
    expect(info.url).toMatch(/\?utm_source=commons\.wikimedia\.org&utm_campaign=imageinfo&utm_content=original$/);
  });

  it('has 50 thumbnails at a time and the rest by continuation, before the batch is complete', async () => {
    const base = 'generator=search&gsrnamespace=6&gsrsearch=Paris&gsrlimit=120&prop=imageinfo&iiprop=url|size&iiurlwidth=1280';
    const thumbs = new Map<number, string>();
    let more = '';
    const perAnswer: number[] = [];
    for (;;) {
      const answer = await ask(base + more);
      const told = answer.query.pages.filter((page: Json) => page.imageinfo !== undefined);
      perAnswer.push(told.length);
      for (const page of told) thumbs.set(page.pageid, page.imageinfo[0].thumburl);
      if (answer.batchcomplete === true) break;
      expect(answer.continue.iicontinue).toMatch(/^[^ ]+\|\d{14}$/);
      more = Object.entries<Json>(answer.continue)
        .map(([name, value]) => `&${name}=${encodeURIComponent(value)}`)
        .join('');
    }
    expect(perAnswer).toEqual([50, 50, 20]);
    expect(thumbs.size).toBe(120);
    expect((await ask('generator=search&gsrnamespace=6&gsrsearch=Paris&gsrlimit=120&prop=imageinfo&iiprop=url')).batchcomplete).toBe(true);
  });

  it('reports the width asked for and the address of the next standard one', async () => {
    const info = async (width: number) =>
      (await ask(`titles=File:Marie Curie speaking 8641.jpg&prop=imageinfo&iiprop=url|size&iiurlwidth=${width}`)).query.pages[0]
        .imageinfo[0];
    expect(await info(1280)).toMatchObject({
      thumbwidth: 1280,
      thumbheight: 853,
      thumburl: expect.stringContaining('/thumb/wikipedia/commons/thumb/'),
    });
    const odd = await info(1080);
    expect(odd.thumbwidth).toBe(1_080);
    expect(odd.thumburl).toContain('/1280px-');
    const whole = await info(5_000);
    expect([whole.thumburl, whole.thumbwidth, whole.thumbheight]).toEqual([whole.url, whole.width, whole.height]);
  });

  it('filters metadata', async () => {
    const { query } = await ask(
      'titles=File:Marie Curie speaking 8641.jpg&prop=imageinfo&iiprop=extmetadata&iiextmetadatafilter=License|LicenseShortName',
    );
    expect(Object.keys(metadata(query.pages[0])).sort()).toEqual(['License', 'LicenseShortName']);
  });
});

describe('metadata', () => {
  it('has every trap that the rights of pictures have', async () => {
    const pages = [
      ...(await search('Marie Curie')),
      ...(await search('Paris')),
      ...(await search('Microsoft')),
      ...(await search('Oxford')),
      ...(await search('Lincoln')),
    ];
    const some = (test: (data: Json, page: Json) => boolean) => pages.some(page => test(metadata(page), page));
    const short = (data: Json) => data.LicenseShortName.value;
    expect(some(data => data.License === undefined && /NC/.test(short(data)))).toBe(true);
    expect(some(data => data.License === undefined && /ND/.test(short(data)))).toBe(true);
    expect(some(data => data.License === undefined && ['GFDL', 'FAL', 'Attribution', 'No restrictions'].includes(short(data)))).toBe(true);
    expect(some(data => data.NonFree?.value === 'true')).toBe(true);
    expect(some(data => data.DeletionReason !== undefined)).toBe(true);
    expect(some(data => data.Restrictions.value === 'personality')).toBe(true);
    expect(some(data => data.Restrictions.value === 'trademarked')).toBe(true);
    expect(some(data => data.Artist === undefined)).toBe(true);
    expect(some(data => /&[a-z]+;/.test(data.Artist?.value ?? ''))).toBe(true);
    expect(some(data => /<table/.test(data.Artist?.value ?? ''))).toBe(true);
    expect(some(data => /display:none/.test(data.Artist?.value ?? ''))).toBe(true);
    expect(some(data => / \/ /.test(data.Artist?.value ?? '') && data.AuthorCount?.value === '2')).toBe(true);
    expect(some(data => data.Attribution !== undefined)).toBe(true);
    expect(some(data => data.LicenseUrl === undefined && data.License?.value === 'pd')).toBe(true);
    expect(some(data => data.Assessments.value !== '')).toBe(true);
    expect(some((_, page) => page.imageinfo[0].mime === 'image/tiff')).toBe(true);
    expect(some((_, page) => page.imageinfo[0].mime === 'application/pdf' && page.imageinfo[0].pagecount > 1)).toBe(true);
    expect(some((_, page) => page.imageinfo[0].mime === 'image/svg+xml')).toBe(true);
    expect(some((_, page) => page.imageinfo[0].size === 50_000_000)).toBe(true);
    expect(some((_, page) => page.imageinfo[0].width < 400)).toBe(true);
  });

  it('is mostly what a careful client accepts', async () => {
    const pages = [...(await search('Marie Curie')), ...(await search('Paris')), ...(await search('Oxford'))];
    const accepted = pages.filter(
      page => /^(cc0|cc-pd|pd)$|^cc-by(-sa)?-\d/.test(metadata(page).License?.value ?? '') && metadata(page).DeletionReason === undefined,
    );
    expect(accepted.length / pages.length).toBeGreaterThan(0.6);
    expect(accepted.length / pages.length).toBeLessThan(0.95);
  });

  it('says CC0 is copyrighted and public domain is not, in strings', async () => {
    for (const page of await search('Paris')) {
      const { License, Copyrighted } = metadata(page);
      if (License?.value === 'cc0') expect(Copyrighted.value).toBe('True');
      if (License?.value === 'pd') expect(Copyrighted.value).toBe('False');
    }
  });
});
