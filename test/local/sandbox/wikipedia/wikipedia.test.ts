import { describe, expect, it } from '@jest/globals';
import { type Json, sandboxUnderTest } from '../sandbox-under-test.ts';

const sandbox = sandboxUnderTest();
const ask = async (query: string) =>
  (await sandbox.get(`${sandbox.addresses().wikipedia}?action=query&format=json&formatversion=2&${query}`)).json();
const page = async (title: string, more: string) => (await ask(`titles=${encodeURIComponent(title)}&${more}`)).query.pages[0];

describe('titles', () => {
  it('are normalised, and say so', async () => {
    const { query } = await ask('titles=douglas_Adams&prop=pageprops');
    expect(query.normalized).toEqual([{ fromencoded: false, from: 'douglas_Adams', to: 'Douglas Adams' }]);
    expect(query.pages[0].pageprops.wikibase_item).toBe('Q42');
  });

  it('follow redirects where that is asked for', async () => {
    const followed = (await ask('titles=Douglas%20Noel%20Adams&redirects=1&prop=pageprops')).query;
    expect(followed.redirects).toEqual([{ from: 'Douglas Noel Adams', to: 'Douglas Adams' }]);
    expect(followed.pages[0]).toMatchObject({ title: 'Douglas Adams', pageprops: { wikibase_item: 'Q42' } });
    const stopped = (await ask('titles=Douglas%20Noel%20Adams&prop=pageprops')).query;
    expect(stopped.redirects).toBeUndefined();
    expect(stopped.pages[0]).toEqual({ pageid: expect.any(Number), ns: 0, title: 'Douglas Noel Adams' });
  });

  it('that are not there are marked missing, by −1 in the old format', async () => {
    expect(await page('Nobody Wrote This', 'prop=info')).toEqual({ ns: 0, title: 'Nobody Wrote This', missing: true });
    const old = (await sandbox.get(`${sandbox.addresses().wikipedia}?action=query&format=json&titles=Nobody%20Wrote%20This|Paris`)).json();
    expect(old.query.pages['-1']).toEqual({ ns: 0, title: 'Nobody Wrote This', missing: '' });
    expect(old.batchcomplete).toBe('');
  });

  it('may disappear between search and question', async () => {
    await sandbox.post('/__scenario', { provider: 'wikipedia', gone: ['Paris'] });
    expect((await page('Paris', 'prop=info')).missing).toBe(true);
  });
});

describe('what is said of a page', () => {
  it('is an introduction made of what is known, plain or with markup, as long as asked for', async () => {
    const plain = (await page('Marie Curie', 'prop=extracts&exintro=1&explaintext=1')).extract;
    expect(plain).toMatch(/^Marie Curie \(1867 – 1934\) was a Polish-French physicist and chemist\. Marie Curie worked as physicist/);
    expect((await page('Marie Curie', 'prop=extracts&exintro=1&explaintext=1&exsentences=1')).extract).toBe(
      'Marie Curie (1867 – 1934) was a Polish-French physicist and chemist.',
    );
    expect((await page('Marie Curie', 'prop=extracts&exintro=1')).extract).toMatch(/^<p><b>Marie Curie<\/b> \(1867/);
  });

  it('includes item, short description and lead image, filtered where that is asked for', async () => {
    expect(
      await page('Douglas Adams', 'prop=pageprops|description|pageimages&piprop=name|original|thumbnail&pithumbsize=240'),
    ).toMatchObject({
      pageprops: {
        wikibase_item: 'Q42',
        'wikibase-shortdesc': 'English writer and humorist',
        page_image_free: 'Douglas_adams_portrait_cropped.jpg',
      },
      description: 'English writer and humorist',
      pageimage: 'Douglas_adams_portrait_cropped.jpg',
      original: { source: expect.stringContaining('/upload/wikipedia/commons/') },
      thumbnail: { source: expect.stringContaining('/250px-'), width: 250 },
    });
    expect((await page('Douglas Adams', 'prop=pageprops&ppprop=wikibase_item')).pageprops).toEqual({ wikibase_item: 'Q42' });
  });

  it('marks disambiguation pages, which have no image and list who bears the name', async () => {
    const springfield = await page('Springfield', 'prop=pageprops|extracts|description&exintro=1&explaintext=1');
    expect(springfield.pageprops).toMatchObject({ disambiguation: '' });
    expect(springfield.description).toBe('Wikimedia disambiguation page');
    expect(springfield.extract.split('\n').length).toBeGreaterThan(5);
  });

  it('keeps non-free lead images back unless any licence will do', async () => {
    const free = await page('Skyfall', 'prop=pageimages&piprop=name|original');
    expect(free.pageimage).toBeUndefined();
    const any = await page('Skyfall', 'prop=pageimages&piprop=name|original&pilicense=any');
    expect(any.original.source).toContain('/upload/wikipedia/en/');
    const file = await page(`File:${any.pageimage}`, 'prop=imageinfo&iiprop=extmetadata');
    expect(file.imagerepository).toBe('local');
    expect(file.imageinfo[0].extmetadata.NonFree.value).toBe('true');
    const onCommons = (
      await sandbox.get(
        `${sandbox.addresses().commons}?action=query&format=json&formatversion=2&titles=File:${any.pageimage}&prop=imageinfo`,
      )
    ).json();
    expect(onCommons.query.pages[0]).toMatchObject({ missing: true, imagerepository: '' });
  });

  it('knows files that lie on Commons as missing and known', async () => {
    expect(await page('File:Douglas adams portrait cropped.jpg', 'prop=imageinfo&iiprop=url')).toMatchObject({
      missing: true,
      known: true,
      imagerepository: 'shared',
    });
  });
});

describe('generators', () => {
  it('search the text, give the place of each page, and come in no order', async () => {
    const { query, continue: goesOn } = await ask(
      'generator=search&gsrsearch=apollo%20moon%20astronaut&gsrlimit=10&prop=pageprops|description&redirects=1',
    );
    const indices = query.pages.map((found: Json) => found.index);
    expect(indices.toSorted((a: number, b: number) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(indices).not.toEqual(indices.toSorted((a: number, b: number) => a - b));
    expect(goesOn).toEqual({ gsroffset: 10, continue: 'gsroffset||' });
  });

  it('find titles by their beginning', async () => {
    const { query } = await ask('generator=prefixsearch&gpssearch=Apollo%201&gpslimit=5&prop=info');
    for (const found of query.pages) expect(found.title).toMatch(/^Apollo 1/);
  });

  it('answer a search without a hit by no query at all', async () => {
    expect(await ask('generator=search&gsrsearch=qqxyzzy&prop=info')).toEqual({ batchcomplete: true });
  });

  it('give extracts of 20 pages at a time and the rest by continuation, which has to be merged', async () => {
    const base = 'generator=search&gsrsearch=capital&gsrlimit=50&prop=extracts|description&exintro=1&explaintext=1&exlimit=max';
    const extracts = new Map<number, string>();
    const all = new Set<number>();
    let more = '';
    let answers = 0;
    for (; ; answers++) {
      const answer = await ask(base + more);
      for (const found of answer.query.pages) {
        all.add(found.pageid);
        if (found.extract !== undefined) extracts.set(found.pageid, found.extract);
      }
      if (answer.batchcomplete === true) break;
      expect(answer.continue.excontinue).toBe(20 * (answers + 1));
      more = Object.entries<Json>(answer.continue)
        .map(([name, value]) => `&${name}=${encodeURIComponent(value)}`)
        .join('');
    }
    expect(answers).toBe(2);
    expect(all.size).toBe(50);
    expect(extracts.size).toBe(50);
  });
});
