import { describe, expect, it } from '@jest/globals';
import { aCall } from '../../../core/src/testing/image-builders.ts';
import { recorded } from '../platform/provider-http/answering-server.ts';
import { hit, item, items, knowledge, sitelinks, value } from './answering-knowledge.ts';

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

  it('reads the items that may settle names together: one call for the first, one for all that came meanwhile', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `Famous ${index}`);
    const { base, seen } = await knowledge({
      labels: ({ params }) => {
        const name = params.get('search') ?? '';
        return { body: { search: [hit(`Q${names.indexOf(name) + 1}`, name)] } };
      },
      entities: ids => items(...ids.map(id => item(id, { sitelinks: sitelinks(40) }))),
    });
    const found = await Promise.all(names.map(async name => value(await base.search(name, [], aCall))));
    expect(found.map(hits => hits.map(({ label }) => label))).toEqual(names.map(name => [name]));
    const calls = Map.groupBy(seen, ({ params }) => params.get('action'));
    expect(calls.get('wbsearchentities')).toHaveLength(9);
    expect(calls.get('wbgetentities')).toHaveLength(2);
    expect(calls.get('query')).toBeUndefined();
  });

  it('a call that fails fails those it was made for, and nobody who asks later', async () => {
    const state = { isDown: true };
    const { base } = await knowledge({
      labels: ({ params }) => ({ body: { search: [hit('Q1', params.get('search') ?? '')] } }),
      entities: ids => (state.isDown ? { status: 503, body: {} } : items(...ids.map(id => item(id, { sitelinks: sitelinks(40) })))),
    });
    expect(await base.search('Ada', [], aCall)).toMatchObject({ outcome: 'failed', code: 'KNOWLEDGE_UNAVAILABLE' });
    state.isDown = false;
    expect(await base.search('Ada', [], aCall)).toMatchObject({ outcome: 'done' });
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
