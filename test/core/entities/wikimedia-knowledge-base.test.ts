import { describe, expect, it } from '@jest/globals';
import { aCall } from '../../../core/src/testing/image-builders.ts';
import { type Answering, recorded, type Reply } from '../platform/provider-http/answering-server.ts';
import { item, items, knowledge, sitelinks, term, value } from './answering-knowledge.ts';

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
