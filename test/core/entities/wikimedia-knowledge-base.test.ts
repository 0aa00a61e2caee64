import { describe, expect, it } from '@jest/globals';
import type { KnowledgeBase } from '../../../core/src/entities/knowledge-base.ts';
import { createWikimediaKnowledgeBase } from '../../../core/src/entities/wikimedia-knowledge-base.ts';
import { createActionApi } from '../../../core/src/platform/provider-http/wikimedia-action-api.ts';
import { createWikimediaHttp } from '../../../core/src/platform/provider-http/wikimedia-client.ts';
import { aCall } from '../../../core/src/testing/image-builders.ts';
import { openCallGate } from '../../../core/src/testing/open-call-gate.ts';
import { rememberingAnswerCache } from '../../../core/src/testing/remembering-answer-cache.ts';
import { type Answering, answeringServer, recorded, type Reply, type Seen } from '../platform/provider-http/answering-server.ts';

const NOW = Date.parse('2026-11-22T10:20:30Z');

interface World {
  readonly labels?: (seen: Seen) => ReturnType<Answering>;
  readonly entities?: (ids: readonly string[], seen: Seen) => ReturnType<Answering>;
  readonly articles?: (seen: Seen) => Reply;
}

const nothing = {
  search: { body: { searchinfo: {}, search: [], success: 1 } },
  entities: { body: { entities: {}, success: 1 } },
  query: { body: { batchcomplete: true } },
};

const knowledge = async (world: World, limits: { readonly timeoutMs?: number } = {}) => {
  const server = await answeringServer(seen => {
    const action = seen.params.get('action');
    if (action === 'wbsearchentities') return world.labels?.(seen) ?? nothing.search;
    if (action === 'wbgetentities') return world.entities?.((seen.params.get('ids') ?? '').split('|'), seen) ?? nothing.entities;
    return world.articles?.(seen) ?? nothing.query;
  });
  const http = createWikimediaHttp({
    gate: openCallGate(),
    fetch,
    clock: () => NOW,
    userAgent: 'Cutaway/1 (ops@example.org)',
    limits: { attempts: 1, ...limits },
  });
  const base: KnowledgeBase = createWikimediaKnowledgeBase({
    wikidata: createActionApi(http, new URL(`${server.url}/wikidata/w/api.php`)),
    wikipedia: createActionApi(http, new URL(`${server.url}/wikipedia/w/api.php`)),
    cache: rememberingAnswerCache(),
    clock: () => NOW,
  });
  return { base, seen: server.seen };
};

const value = <T>(outcome: { outcome: string; value?: T; why?: string }): T => {
  if (outcome.value === undefined) throw new Error(`${outcome.outcome}: ${outcome.why}`);
  return outcome.value;
};

const hit = (id: string, label: string, more: object = {}) => ({
  id,
  label,
  match: { type: 'label', language: 'en', text: label },
  ...more,
});
const term = (text: string, language = 'en') => ({ language, value: text });
const sitelinks = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [index === 0 ? 'enwiki' : `x${index}wiki`, { site: 'x', title: 'Titan' }]),
  );
const item = (id: string, more: object = {}) => ({
  id,
  type: 'item',
  lastrevid: 12,
  labels: { en: term(`Label ${id}`) },
  descriptions: { en: term('thing') },
  aliases: {},
  sitelinks: {},
  ...more,
});
const items = (...list: readonly { id: string }[]): Reply => ({
  body: { entities: Object.fromEntries(list.map(each => [each.id, each])), success: 1 },
});

describe('search', () => {
  it('reads recorded hits: ambiguous, without description, matched by alias, and never a disambiguation page', async () => {
    const { base } = await knowledge({ labels: () => recorded('wikidata/wbsearchentities-attila-the-hun.json') });
    const hits = value(await base.search('Attila the Hun', [], aCall));
    expect(hits.map(({ qid, description }) => [qid, description])).toEqual([
      ['Q36724', 'King of the Hunnic Empire'],
      ['Q4818461', ''],
      ['Q4818464', 'Calypsonian'],
      ['Q4818462', ''],
    ]);
    const discovery = value(
      await (await knowledge({ labels: () => recorded('wikidata/wbsearchentities-discovery.json') })).base.search('discovery', [], aCall),
    );
    expect(discovery.filter(({ description }) => /disambiguation/.test(description))).toEqual([]);
    expect(discovery.find(({ qid }) => qid === 'Q21296543')).toMatchObject({
      match: 'alias',
      matched: 'Discovery',
      label: 'Star Trek: Discovery',
    });
  });

  it('reads the hit of the specification, whose texts stand under `display` too', async () => {
    const body = {
      searchinfo: { search: 'lyrebird' },
      search: [
        {
          id: 'Q214096',
          title: 'Q214096',
          pageid: 209498,
          display: { label: { value: 'Menura', language: 'en' }, description: { value: 'genus of birds', language: 'en' } },
          repository: 'wikidata',
          url: '//www.wikidata.org/wiki/Q214096',
          concepturi: 'http://www.wikidata.org/entity/Q214096',
          match: { type: 'alias', language: 'en', text: 'lyrebird' },
          aliases: ['lyrebird'],
        },
      ],
      success: 1,
    };
    const { base } = await knowledge({ labels: () => ({ body }) });
    expect(value(await base.search('lyrebird', [], aCall))).toEqual([
      { qid: 'Q214096', label: 'Menura', description: 'genus of birds', match: 'alias', matched: 'lyrebird' },
    ]);
  });

  it('asks once when the labels settle it: one thing of that name, known in 40 languages', async () => {
    const { base, seen } = await knowledge({
      labels: () => ({ body: { search: [hit('Q7259', 'Ada Lovelace'), hit('Q9', 'Ada Lovelace Day')] } }),
      entities: () => items(item('Q7259', { sitelinks: sitelinks(40) })),
    });
    value(await base.search('Ada Lovelace', ['Babbage'], aCall));
    expect(seen.map(({ params }) => params.get('action'))).toEqual(['wbsearchentities', 'wbgetentities']);
    value(await base.items(['Q7259'], aCall));
    expect(seen).toHaveLength(2);
  });

  it('asks Wikipedia with the two most specific names of the sentence where it is not settled', async () => {
    const { base, seen } = await knowledge({ labels: () => ({ body: { search: [hit('Q1', 'Washington'), hit('Q2', 'Washington')] } }) });
    value(await base.search('Washington', ['Rome', 'George Washington Carver', 'Tuskegee', 'Washington'], aCall));
    const last = seen.at(-1)!;
    expect(seen).toHaveLength(2);
    expect(Object.fromEntries(last.params)).toMatchObject({
      generator: 'search',
      gsrsearch: 'Washington George Washington Carver Tuskegee',
      gsrlimit: '10',
      prop: 'pageprops|description',
      redirects: '1',
    });
    expect(last.path).toBe('/wikipedia/w/api.php');
  });

  it('looks for names that exist in no single language where longer ones fill the page of English', async () => {
    const longer = Array.from({ length: 20 }, (_, index) => hit(`Q${index + 100}`, `Zendaya ${index}`));
    const { base, seen } = await knowledge({
      labels: ({ params }) => ({ body: { search: params.get('language') === 'mul' ? [hit('Q5', 'Zendaya')] : longer } }),
    });
    expect(value(await base.search('Zendaya', [], aCall))[0]?.qid).toBe('Q5');
    expect(seen.map(({ params }) => params.get('language')).filter(Boolean)).toEqual(['en', 'mul']);
    const few = await knowledge({ labels: () => ({ body: { search: longer.slice(1) } }) });
    value(await few.base.search('Zendaya', [], aCall));
    expect(few.seen.some(({ params }) => params.get('language') === 'mul')).toBe(false);
  });

  it('asks one question for what is called so, and shares the answer with a search', async () => {
    const { base, seen } = await knowledge({ labels: () => ({ body: { search: [hit('Q1', 'camera obscura'), hit('Q2', 'camera')] } }) });
    expect(value(await base.called('camera', aCall)).map(({ qid }) => qid)).toEqual(['Q2', 'Q1']);
    value(await base.search('camera', [], aCall));
    expect(seen.filter(({ params }) => params.get('action') === 'wbsearchentities')).toHaveLength(1);
  });

  it('takes the items of articles, knows a redirect for the name it is, and drops disambiguation pages', async () => {
    const pages = [
      { pageid: 3, title: 'Mercury (disambiguation)', index: 1, pageprops: { wikibase_item: 'Q34', disambiguation: '' } },
      { pageid: 1, title: 'Freddie Mercury', index: 3, pageprops: { wikibase_item: 'Q15869' }, description: 'British singer' },
      { pageid: 2, title: 'Mercury (planet)', index: 2, pageprops: { wikibase_item: 'Q308' }, description: 'First planet from the Sun' },
      { pageid: 4, title: 'No item', index: 4 },
    ];
    const redirects = [{ index: 3, from: 'Farrokh Bulsara', to: 'Freddie Mercury' }];
    const { base } = await knowledge({ articles: () => ({ body: { batchcomplete: true, query: { redirects, pages } } }) });
    expect(value(await base.search('Farrokh Bulsara', [], aCall))).toEqual([
      { qid: 'Q15869', label: 'Freddie Mercury', description: 'British singer', match: 'title', matched: 'Farrokh Bulsara' },
      { qid: 'Q308', label: 'Mercury', description: 'First planet from the Sun', match: 'text', matched: 'Mercury (planet)' },
    ]);
  });

  it('makes two calls for a name of which nothing was found, and none when it is asked again', async () => {
    const { base, seen } = await knowledge({});
    const ask = async () => value(await base.search('Nobody Atall', ['Somebody'], aCall));
    expect([await ask(), await ask(), seen.length]).toEqual([[], [], 2]);
  });

  it('gives at most 40 candidates, full matches first', async () => {
    const many = Array.from({ length: 50 }, (_, index) => hit(`Q${index + 1}`, index === 49 ? 'Springfield' : `Springfield ${index}`));
    const { base } = await knowledge({ labels: () => ({ body: { search: many } }) });
    const hits = value(await base.search('springfield', [], aCall));
    expect([hits.length, hits[0]?.qid]).toEqual([40, 'Q50']);
  });

  it.each(['', '   ', '\u200B'])('does not ask for the name %j', async surface => {
    const { base, seen } = await knowledge({});
    expect(value(await base.search(surface, [], aCall))).toEqual([]);
    expect(seen).toHaveLength(0);
  });

  it('drops a hit whose id is none, and markup of a hostile description stays text on one line', async () => {
    const { base } = await knowledge({
      labels: () => ({
        body: {
          search: [hit('X1', 'No'), hit('Q99999999999', 'No'), hit('Q1', 'Yes', { description: '<b>x</b>\u0000\n{\\pos(1,1)}\u202E' })],
        },
      }),
    });
    expect(value(await base.search('Yes', [], aCall))).toMatchObject([{ qid: 'Q1', description: '<b>x</b> {\\pos(1,1)}' }]);
  });
});

describe('items', () => {
  it('reads recorded items', async () => {
    const { base } = await knowledge({ entities: () => recorded('wikidata/wbgetentities-three-items.json') });
    const [september] = value(await base.items(['Q123'], aCall));
    expect(september).toMatchObject({
      qid: 'Q123',
      label: 'September',
      description: 'ninth month in the Julian and Gregorian calendars',
      aliases: ['Sept', 'Sep', 'Sep.', '9. month'],
      lastRevision: 870540832,
    });
  });

  it('asks for 50 at a time, in both languages with fallback, and keeps each one', async () => {
    const { base, seen } = await knowledge({ entities: ids => items(...ids.map(id => item(id))) });
    const qids = Array.from({ length: 120 }, (_, index) => `Q${index + 1}`);
    expect(value(await base.items(qids, aCall))).toHaveLength(120);
    expect(seen.map(({ params }) => params.get('ids')?.split('|').length).toSorted()).toEqual([20, 50, 50]);
    expect(Object.fromEntries(seen[0]?.params ?? [])).toMatchObject({
      languages: 'en|mul',
      languagefallback: '1',
      props: 'info|labels|aliases|descriptions|sitelinks',
    });
    value(await base.items(qids.slice(30, 90), aCall));
    expect(seen).toHaveLength(3);
  });

  it('reads names that exist only for all languages, under either key', async () => {
    const { base } = await knowledge({
      entities: () =>
        items(
          item('Q1', { labels: { mul: term('Zendaya', 'mul') }, aliases: { mul: [term('Z', 'mul')] }, descriptions: [] }),
          item('Q2', { labels: { en: { language: 'mul', value: 'Björk', 'for-language': 'en' } }, aliases: [] }),
        ),
    });
    expect(value(await base.items(['Q1', 'Q2'], aCall))).toMatchObject([
      { label: 'Zendaya', aliases: ['Z'], description: '' },
      { label: 'Björk' },
    ]);
  });

  it('gives a redirected item under its target, once', async () => {
    const target = item('Q2', { redirects: { from: 'Q1', to: 'Q2' }, sitelinks: sitelinks(3) });
    const { base } = await knowledge({
      entities: () => ({ body: { entities: { Q1: target, Q2: item('Q2', { sitelinks: sitelinks(3) }) } } }),
    });
    expect(value(await base.items(['Q1', 'Q2'], aCall))).toMatchObject([{ qid: 'Q2', popularity: 3, article: 'Titan' }]);
  });

  it.each([[''], [true]])('leaves out an item that is missing (%j), and does not ask for it again', async missing => {
    const { base, seen } = await knowledge({
      entities: () => ({ body: { entities: { Q1: { id: 'Q1', missing }, Q2: item('Q2') }, success: 1 } }),
    });
    expect(value(await base.items(['Q1', 'Q2'], aCall)).map(({ qid }) => qid)).toEqual(['Q2']);
    value(await base.items(['Q1'], aCall));
    expect(seen).toHaveLength(1);
  });

  it('finds the one id that fails its whole batch, and gives all the others', async () => {
    const refusal = recorded('wikidata/wbgetentities-no-such-entity.json');
    const { base } = await knowledge({ entities: ids => (ids.includes('Q666') ? refusal : items(...ids.map(id => item(id)))) });
    const qids = ['Q1', 'Q2', 'Q3', 'Q666', 'Q4', 'Q5', 'Q6'];
    expect(value(await base.items(qids, aCall)).map(({ qid }) => qid)).toEqual(qids.filter(qid => qid !== 'Q666'));
  });

  it('asks again for what an answer leaves out, and only for that', async () => {
    const answersOfOne = (ids: readonly string[]): Reply => items(...ids.slice(0, 2).map(id => item(id)));
    const { base, seen } = await knowledge({ entities: answersOfOne });
    const qids = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5'];
    expect(value(await base.items(qids, aCall)).map(({ qid }) => qid)).toEqual(qids);
    expect(seen.map(({ params }) => params.get('ids'))).toEqual(['Q1|Q2|Q3|Q4|Q5', 'Q3|Q4|Q5', 'Q5']);
  });

  it('tells an unknown number of sitelinks from none', async () => {
    const { base } = await knowledge({ entities: () => items(item('Q1', { sitelinks: undefined }), item('Q2', { sitelinks: [] })) });
    expect(value(await base.items(['Q1', 'Q2'], aCall)).map(({ popularity }) => popularity)).toEqual([null, 0]);
  });
});

describe('trouble', () => {
  it.each([
    ['down', { status: 503 }],
    ['answering in another language', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html></html>' }],
    ['refusing', { status: 403, headers: { 'content-type': 'text/html' }, body: '<html></html>' }],
  ] satisfies [string, Reply][])('with a knowledge base that is %s has a code of its own', async (_case, reply) => {
    const { base } = await knowledge({ labels: () => reply, entities: () => reply });
    expect(await base.search('X', [], aCall)).toMatchObject({ outcome: 'failed', code: 'KNOWLEDGE_UNAVAILABLE' });
    expect(await base.items(['Q1'], aCall)).toMatchObject({ outcome: 'failed', code: 'KNOWLEDGE_UNAVAILABLE' });
    expect(await base.details(['Q1'], aCall)).toMatchObject({ outcome: 'failed', code: 'KNOWLEDGE_UNAVAILABLE' });
  });

  it.each([
    ['never ends its answer', '{"entities":{"Q1":'],
    ['never begins one', null],
  ])('with a knowledge base that %s ends after the time given', async (_case, begun) => {
    const slow: ReturnType<Answering> = {
      write: response => {
        if (begun !== null) response.writeHead(200, { 'content-type': 'application/json' }).write(begun);
      },
    };
    const { base } = await knowledge({ labels: () => slow, entities: () => slow }, { timeoutMs: 100 });
    expect(await base.search('X', [], aCall)).toMatchObject({ outcome: 'failed', code: 'KNOWLEDGE_UNAVAILABLE' });
    expect(await base.items(['Q1'], aCall)).toMatchObject({ outcome: 'failed', code: 'KNOWLEDGE_UNAVAILABLE' });
  });

  it('with servers that lag is a wait', async () => {
    const lag: Reply = {
      headers: { 'content-type': 'application/json', 'retry-after': '5' },
      body: JSON.stringify({ errors: [{ code: 'maxlag', text: 'Waiting', data: { lag: 6 } }] }),
    };
    const { base } = await knowledge({ labels: () => lag, entities: () => lag });
    expect(await base.search('X', [], aCall)).toMatchObject({ outcome: 'deferred', until: '2026-11-22T10:20:35.000Z' });
    expect(await base.items(['Q1'], aCall)).toMatchObject({ outcome: 'deferred' });
  });
});
