import { describe, expect, it } from '@jest/globals';
import type { ItemDetails } from '../../../core/src/entities/knowledge-base.ts';
import { createWikimediaKnowledgeBase } from '../../../core/src/entities/wikimedia-knowledge-base.ts';
import { createActionApi } from '../../../core/src/platform/provider-http/wikimedia-action-api.ts';
import { createWikimediaHttp } from '../../../core/src/platform/provider-http/wikimedia-client.ts';
import { aCall } from '../../../core/src/testing/image-builders.ts';
import { openCallGate } from '../../../core/src/testing/open-call-gate.ts';
import { rememberingAnswerCache } from '../../../core/src/testing/remembering-answer-cache.ts';
import { answeringServer, recorded, type Reply } from '../platform/provider-http/answering-server.ts';

const NOW = Date.parse('2026-11-22T10:20:30Z');

const open = async (answer: (params: URLSearchParams) => Reply) => {
  const server = await answeringServer(({ params }) => answer(params));
  const http = createWikimediaHttp({
    gate: openCallGate(),
    fetch,
    clock: () => NOW,
    userAgent: 'Cutaway/1 (ops@example.org)',
    limits: { attempts: 1 },
  });
  const api = (name: string) => createActionApi(http, new URL(`${server.url}/${name}/w/api.php`));
  const base = createWikimediaKnowledgeBase({
    wikidata: api('wikidata'),
    wikipedia: api('wikipedia'),
    cache: rememberingAnswerCache(),
    clock: () => NOW,
  });
  return { base, seen: server.seen };
};

/** @param entity what the item is answered with; its classes are answered with made-up labels */
const details = async (qid: string, entity: Reply, article: Reply = { body: { batchcomplete: true } }) => {
  const { base, seen } = await open(params => {
    if (params.get('action') === 'query') return article;
    if (params.get('props')?.includes('claims') === true) return entity;
    const ids = (params.get('ids') ?? '').split('|');
    return {
      body: { entities: Object.fromEntries(ids.map(id => [id, { id, labels: { en: { language: 'en', value: `class ${id}` } } }])) },
    };
  });
  const ask = () => base.details([qid], aCall);
  return { answered: await ask(), again: ask, seen };
};

const read = async (...given: Parameters<typeof details>): Promise<ItemDetails> => {
  const { answered } = await details(...given);
  if (answered.outcome !== 'done') throw new Error(answered.why);
  const [only] = answered.value;
  if (only === undefined) throw new Error('the item does not exist');
  return only;
};

const file = (name: string, more: object = {}) => ({
  mainsnak: { snaktype: 'value', property: 'P', datavalue: { value: name, type: 'string' } },
  type: 'statement',
  rank: 'normal',
  ...more,
});
const ending = (...times: readonly (string | null)[]) => ({
  qualifiers: {
    P582: times.map(time =>
      time === null ? { snaktype: 'somevalue' } : { snaktype: 'value', datavalue: { value: { time }, type: 'time' } },
    ),
  },
});
const entity = (claims: unknown, more: object = {}): Reply => ({ body: { entities: { Q1: { id: 'Q1', claims, ...more } }, success: 1 } });
const files = async (claims: unknown): Promise<string[]> =>
  (await read('Q1', entity(claims))).files.map(({ property, file: name }) => `${property} ${name}`);

describe('the files of an item', () => {
  it('are those of recorded items: a country with its present flag only, a company with its present logo', async () => {
    expect(
      (await read('Q142', recorded('wikidata/entity-country-france-flag.json'))).files.filter(({ property }) => property === 'P41'),
    ).toEqual([{ property: 'P41', file: 'Flag of France.svg' }]);
    expect(
      (await read('Q2283', recorded('wikidata/entity-company-microsoft.json'))).files.filter(({ property }) => property === 'P154'),
    ).toEqual([{ property: 'P154', file: 'Microsoft logo (2012).svg' }]);
  });

  it('are all three where three have the same rank', async () => {
    expect(
      (await read('Q857243', withId(recorded('wikidata/wbgetentities-two-images.json'), 'Q857243'))).files.map(each => each.file),
    ).toEqual(['Gujo Gifu Japan.jpg', 'Gujo in Gifu Prefecture.png', 'Flag of Gujo Gifu.JPG']);
  });

  describe('of an item that was changed in the last days', () => {
    const label = { sitelinks: { enwiki: { title: 'Ada Lovelace' } } };
    const heading = (pageimage: string): Reply => ({
      body: {
        query: {
          pages: [
            {
              pageid: 1,
              title: 'Ada Lovelace',
              pageimage,
              original: { source: 'https://upload.wikimedia.org/wikipedia/commons/1/1a/x.jpg' },
              pageprops: { wikibase_item: 'Q1' },
            },
          ],
        },
      },
    });
    const changed = (name: string, modified: string, article?: Reply): Promise<ItemDetails> =>
      read('Q1', entity({ P18: [file(name)] }, { ...label, modified }), article);

    it('a file that nothing else speaks for is held back', async () => {
      expect((await changed('Hippopotamus.jpg', '2026-11-22T08:00:00Z')).files).toEqual([]);
    });

    it('a file that is named after it is taken', async () => {
      expect((await changed('Portrait of Lovelace 1840.jpg', '2026-11-22T08:00:00Z')).files).toHaveLength(1);
    });

    it('a file that heads its article is taken', async () => {
      expect((await changed('DSC 0001.jpg', '2026-11-22T08:00:00Z', heading('DSC_0001.jpg'))).files).toEqual([
        { property: 'P18', file: 'DSC 0001.jpg' },
      ]);
    });

    it('the statement counts again once nobody has minded it for days', async () => {
      expect((await changed('Hippopotamus.jpg', '2026-11-12T08:00:00Z')).files).toHaveLength(1);
    });
  });

  it.each([
    ['preferred ones only, where there are any', [file('a.jpg'), file('b.jpg', { rank: 'preferred' })], ['P18 b.jpg']],
    ['never deprecated ones', [file('a.jpg', { rank: 'deprecated' })], []],
    [
      'none for an unknown or no value',
      [
        { mainsnak: { snaktype: 'novalue' }, rank: 'normal' },
        { mainsnak: { snaktype: 'somevalue' }, rank: 'normal' },
      ],
      [],
    ],
    ['not those that have ended', [file('a.jpg', ending('+2012-08-24T00:00:00Z')), file('b.jpg')], ['P18 b.jpg']],
    ['not those that ended in a year of which the month is unknown', [file('a.jpg', ending('+2019-00-00T00:00:00Z'))], []],
    ['not those that ended before our era', [file('a.jpg', ending('-0044-03-15T00:00:00Z'))], []],
    ['not those that ended at an unknown time', [file('a.jpg', ending(null))], []],
    [
      'those that will end',
      [file('a.jpg', ending('+2031-01-01T00:00:00Z')), file('b.jpg', ending('+12026-01-01T00:00:00Z'))],
      ['P18 a.jpg', 'P18 b.jpg'],
    ],
    [
      'the present normal one where the preferred one has ended',
      [file('a.jpg', { rank: 'preferred', ...ending('+2012-08-24T00:00:00Z') }), file('b.jpg')],
      ['P18 b.jpg'],
    ],
    ['those that can be read', [file('a.jpg'), 'nonsense', { mainsnak: null }], ['P18 a.jpg']],
  ] as const)('are %s', async (_case, statements, expected) => {
    expect(await files({ P18: statements })).toEqual(expected);
  });

  it('come image first, then logo, then flag', async () => {
    expect(await files({ P41: [file('f.svg')], P154: [file('l.svg')], P18: [file('i.jpg')] })).toEqual([
      'P18 i.jpg',
      'P154 l.svg',
      'P41 f.svg',
    ]);
  });

  it('are none where the item says nothing, however an empty map is written', async () => {
    expect(await files([])).toEqual([]);
    expect(await files(undefined)).toEqual([]);
  });
});

/** The recording lacks the id that every answer of the API carries. */
const withId = (reply: Required<Reply>, id: string): Reply => {
  const body = reply.body as { entities: Record<string, object> };
  return { ...reply, body: { entities: { [id]: { id, ...body.entities[id] } } } };
};

describe('classes', () => {
  it('come with their labels, in the same order', async () => {
    const microsoft = await read('Q2283', recorded('wikidata/entity-company-microsoft.json'));
    expect(microsoft.instanceOf.slice(0, 2)).toEqual(['Q1058914', 'Q4830453']);
    expect(microsoft.instanceOfLabels).toEqual(microsoft.instanceOf.map(qid => `class ${qid}`));
  });
});

describe('the article of an item', () => {
  const withArticle = entity(
    { P18: [file('Douglas adams portrait cropped.jpg')] },
    { sitelinks: { enwiki: { site: 'enwiki', title: 'Douglas Adams', badges: [] } } },
  );
  const article = (more: object): Reply => ({
    body: {
      batchcomplete: true,
      query: {
        pages: [
          {
            pageid: 8091,
            ns: 0,
            title: 'Douglas Adams',
            extract: 'Douglas Adams was an author.',
            pageprops: { wikibase_item: 'Q1' },
            ...more,
          },
        ],
      },
    },
  });
  const image = (wiki: string) => ({
    pageimage: 'Lead_picture.jpg',
    original: { source: `https://upload.wikimedia.org/wikipedia/${wiki}/c/c0/Lead_picture.jpg`, width: 800, height: 600 },
  });

  it('adds its introduction, its address and its lead image where that lies on Commons', async () => {
    const { answered, seen } = await details('Q1', withArticle, article(image('commons')));
    expect(answered).toMatchObject({
      value: [
        {
          extract: 'Douglas Adams was an author.',
          articleUrl: 'https://en.wikipedia.org/wiki/Douglas_Adams',
          files: [{ property: 'P18' }, { property: 'lead', file: 'Lead_picture.jpg' }],
        },
      ],
    });
    expect(Object.fromEntries(seen.at(-1)?.params ?? [])).toMatchObject({
      titles: 'Douglas Adams',
      exintro: '1',
      explaintext: '1',
      pilicense: 'free',
      redirects: '1',
    });
  });

  it('does not add a lead image that lies on Wikipedia only, or is the image of the item already', async () => {
    const local = await read('Q1', withArticle, article(image('en')));
    expect(local.files.map(({ property }) => property)).toEqual(['P18']);
    const same = await read('Q1', withArticle, article({ ...image('commons'), pageimage: 'Douglas_adams_portrait_cropped.jpg' }));
    expect(same.files.map(({ property }) => property)).toEqual(['P18']);
  });

  it.each([
    ['has become that of another thing', { pageprops: { wikibase_item: 'Q2' } }],
    ['is a disambiguation page', { pageprops: { wikibase_item: 'Q1', disambiguation: '' } }],
    ['names no item', { pageprops: {} }],
  ])('says nothing where it %s', async (_case, more) => {
    expect(await read('Q1', withArticle, article({ ...image('commons'), ...more }))).toMatchObject({
      extract: '',
      files: [{ property: 'P18' }],
    });
  });

  it('is read as it was recorded, disambiguation pages included', async () => {
    const real = await read(
      'Q42',
      { body: { entities: { Q42: { id: 'Q42', claims: {}, sitelinks: { enwiki: { title: 'Douglas Adams' } } } } } },
      recorded('wikipedia/query-extract-pageprops-pageimage.json'),
    );
    expect(real.extract).toContain('English author');
    const none = await read(
      'Q5301194',
      { body: { entities: { Q5301194: { id: 'Q5301194', sitelinks: { enwiki: { title: 'Douglas Adams (disambiguation)' } } } } } },
      recorded('wikipedia/query-disambiguation-page.json'),
    );
    expect(none.extract).toBe('');
  });
});

it('an item that does not exist is left out', async () => {
  const missing: Reply = { body: { entities: { Q1: { id: 'Q1', missing: true } } } };
  for (const reply of [missing, recorded('wikidata/wbgetentities-no-such-entity.json')])
    expect((await details('Q1', reply)).answered).toEqual({ outcome: 'done', value: [] });
});

it('details cost two calls and one for the article, and none when they are asked for again', async () => {
  const claims = { P31: [{ mainsnak: { snaktype: 'value', datavalue: { value: { id: 'Q5' } } }, rank: 'normal' }] };
  const { seen, again } = await details('Q1', entity(claims, { sitelinks: { enwiki: { title: 'X' } } }));
  expect(seen).toHaveLength(3);
  await again();
  expect(seen).toHaveLength(3);
});

it('details of twelve items cost four calls: six items are read at a time, their labels and articles all at once', async () => {
  const qids = Array.from({ length: 12 }, (_, i) => `Q${i + 1}` as const);
  const { base, seen } = await open(params => {
    const ids = (params.get('ids') ?? '').split('|');
    const sitelinks = (id: string) => ({ enwiki: { title: `Article ${id}` } });
    if (params.get('action') !== 'query')
      return { body: { entities: Object.fromEntries(ids.map(id => [id, { id, sitelinks: sitelinks(id) }])) } };
    const pages = (params.get('titles') ?? '').split('|').map((title, index) => ({
      pageid: index + 1,
      ns: 0,
      title,
      extract: `About ${title}.`,
      pageprops: { wikibase_item: title.replace('Article ', '') },
    }));
    return { body: { batchcomplete: true, query: { pages } } };
  });
  const answered = await base.details(qids, aCall);
  if (answered.outcome !== 'done') throw new Error(answered.why);
  expect(answered.value.map(({ qid, extract }) => [qid, extract])).toEqual(qids.map(qid => [qid, `About Article ${qid}.`]));
  expect(seen).toHaveLength(4);
});
