import { describe, expect, it } from '@jest/globals';
import { type Json, sandboxUnderTest } from '../sandbox-under-test.ts';

const sandbox = sandboxUnderTest();
const ask = async (query: string) => (await sandbox.get(`${sandbox.addresses().wikidata}?format=json&formatversion=2&${query}`)).json();
const search = (text: string, more = '') => ask(`action=wbsearchentities&language=en&search=${encodeURIComponent(text)}${more}`);
const entities = (ids: string, more = '') => ask(`action=wbgetentities&ids=${ids}${more}`);

/** Items of the slice in which the traps were drawn, found by looking for the shape of their statements. */
const people =
  'Q42|Q7186|Q76|Q937|Q91|Q692|Q5582|Q762|Q1067|Q9682|Q8027|Q5588|Q34086|Q2831|Q1299|Q303|Q36215|Q5284|Q19837|Q317521|Q83484|Q615|Q11571|Q41421|Q36159|Q41560|Q35332|Q38111|Q37079|Q2263';

describe('wbsearchentities', () => {
  it('finds by the beginning of label or alias, whole names first, with the matched alias only', async () => {
    const { search: hits, success, searchinfo } = await search('apple', '&limit=50');
    expect(success).toBe(1);
    expect(searchinfo).toEqual({ search: 'apple' });
    const apple = hits.find((hit: Json) => hit.id === 'Q312');
    expect(apple).toMatchObject({
      title: 'Q312',
      url: '//www.wikidata.org/wiki/Q312',
      concepturi: 'http://www.wikidata.org/entity/Q312',
      match: { type: 'alias', language: 'en' },
      aliases: [expect.stringMatching(/^apple$/i)],
      display: { label: { value: 'Apple Inc.', language: 'en' } },
    });
    const whole = hits.map((hit: Json) => /^apple$/i.test(hit.match.text));
    expect(whole.lastIndexOf(true)).toBeLessThan(whole.indexOf(false));
  });

  it('gives 7 unless told otherwise, 50 at most, and stops saying how it goes on at 50', async () => {
    const first = await search('john');
    expect([first.search.length, first['search-continue']]).toEqual([7, 7]);
    const most = await search('john', '&limit=500');
    expect(most.search).toHaveLength(50);
    expect(most['search-continue']).toBe(50);
    const beyond = await search('john', '&limit=50&continue=50');
    expect(beyond['search-continue']).toBeUndefined();
  });

  it('finds nothing for a phrase that is nobody’s name', async () => {
    expect((await search('Tesla CEO')).search).toEqual([]);
  });

  it('finds an item by its id', async () => {
    expect((await search('Q42')).search[0]).toMatchObject({ id: 'Q42', match: { type: 'entityId', text: 'Q42' } });
  });

  it('has disambiguation pages among the hits', async () => {
    const { search: hits } = await search('Springfield', '&limit=50');
    expect(hits.some((hit: Json) => hit.description === 'Wikimedia disambiguation page')).toBe(true);
  });

  it('finds names that lie under `mul`: by fallback, and by asking for `mul`, but not strictly in English', async () => {
    const all = Object.values<Json>((await entities(people, '&props=labels')).entities);
    const moved = all.find(entity => entity.labels?.mul !== undefined && entity.labels.en === undefined);
    const name = moved.labels.mul.value;
    const ids = async (more: string) =>
      (await ask(`action=wbsearchentities&search=${encodeURIComponent(name)}&limit=50&${more}`)).search.map((hit: Json) => hit.id);
    expect(await ids('language=en')).toContain(moved.id);
    expect(await ids('language=mul')).toContain(moved.id);
    expect(await ids('language=en&strictlanguage=1')).not.toContain(moved.id);
  });
});

describe('wbgetentities', () => {
  it('gives labels only in the languages asked for, and from `mul` where fallback is asked for', async () => {
    const all = Object.values<Json>((await entities(people, '&props=labels')).entities).filter(entity => entity.labels !== undefined);
    const moved = all.filter(entity => entity.labels.en === undefined);
    expect(moved.length).toBeGreaterThan(3);
    expect(moved.length).toBeLessThan(all.length - 3);
    const [one] = moved;
    expect((await entities(one.id, '&props=labels&languages=en')).entities[one.id].labels).toEqual({});
    expect((await entities(one.id, '&props=labels&languages=en&languagefallback=1')).entities[one.id].labels).toEqual({
      en: { language: 'mul', value: one.labels.mul.value, 'for-language': 'en' },
    });
  });

  it('puts a redirected item under the id that was asked for', async () => {
    const redirected = Object.keys((await entities('Q2100000005', '&props=labels|info')).entities);
    expect(redirected).toEqual(['Q2100000005']);
    const entity = (await entities('Q2100000005')).entities.Q2100000005;
    expect(entity.id).not.toBe('Q2100000005');
    expect(entity.redirects).toEqual({ from: 'Q2100000005', to: entity.id });
    expect((await entities('Q2100000005', '&redirects=no')).entities.Q2100000005).toEqual({ id: 'Q2100000005', missing: true });
  });

  it('marks an id that is not there and answers the rest', async () => {
    const { entities: found, success } = await entities('Q42|Q1999999999', '&props=labels');
    expect(success).toBe(1);
    expect(found.Q1999999999).toEqual({ id: 'Q1999999999', missing: true });
    expect(found.Q42.id).toBe('Q42');
  });

  it.each(['THISISNOTAVALIDID', 'Q0', 'Q2147483648', 'Q-5', '42'])('fails the whole batch for %s', async id => {
    const answer = await entities(`Q42|${id}`);
    expect(answer.error).toMatchObject({ code: 'no-such-entity', id });
    expect(answer.entities).toBeUndefined();
  });

  it('says an item is missing that has been deleted meanwhile, though a search still finds it', async () => {
    await sandbox.post('/__scenario', { provider: 'wikidata', gone: ['Q42'] });
    expect((await search('Douglas Adams')).search[0].id).toBe('Q42');
    expect((await entities('Q42')).entities.Q42).toEqual({ id: 'Q42', missing: true });
  });

  it('finds by title of the article, and numbers titles that are not there', async () => {
    const { entities: found } = await ask(
      'action=wbgetentities&sites=enwiki&titles=Douglas%20Adams|Nobody%20Wrote%20This|Nor%20This&props=labels',
    );
    expect(Object.keys(found)).toEqual(['Q42', '-1', '-2']);
    expect(found['-1']).toEqual({ site: 'enwiki', title: 'Nobody Wrote This', missing: true });
  });

  it('has as many sitelinks as the item is popular, or one that is asked for, with its address if wanted', async () => {
    const all = (await entities('Q42', '&props=sitelinks')).entities.Q42.sitelinks;
    expect(Object.keys(all)).toHaveLength(132);
    expect((await entities('Q42', '&props=sitelinks/urls&sitefilter=enwiki')).entities.Q42.sitelinks).toEqual({
      enwiki: { site: 'enwiki', title: 'Douglas Adams', badges: [], url: 'https://en.wikipedia.org/wiki/Douglas_Adams' },
    });
  });

  it('gives classes by label where the slice knows only the label, and answers for them', async () => {
    const { claims } = (await entities('Q36215', '&props=claims')).entities.Q36215;
    expect(claims.P31[0].mainsnak.datavalue.value.id).toBe('Q5');
    const occupations = claims.P106.map((claim: Json) => claim.mainsnak.datavalue.value.id);
    const { entities: found } = await entities(occupations.join('|'), '&props=labels&languages=en|mul&languagefallback=1');
    expect(occupations.map((id: string) => found[id].labels.en.value)).toContain('entrepreneur');
  });
});

describe('statements with traps', () => {
  const claimsOf = async (property: string): Promise<Json[]> => {
    const collected: Json[] = [];
    for (const word of [
      'Slovenia',
      'Montreal',
      'Israel',
      'Cambridge',
      'Paris',
      'San',
      'New',
      'Port',
      'John',
      'George',
      'William',
      'University',
    ]) {
      const { search: hits } = await search(word, '&limit=50');
      const { entities: found } = await entities(hits.map((hit: Json) => hit.id).join('|'), '&props=claims');
      collected.push(
        ...Object.values<Json>(found).flatMap(entity => (entity.claims[property] === undefined ? [] : [entity.claims[property]])),
      );
    }
    return collected;
  };

  it('of images: none on purpose, deprecated, preferred, three of equal rank', async () => {
    const images = await claimsOf('P18');
    const has = (test: (claims: Json[]) => boolean) => images.some(test);
    expect(has(claims => claims[0].mainsnak.snaktype === 'novalue' && claims[0].mainsnak.datavalue === undefined)).toBe(true);
    expect(has(claims => claims.some(claim => claim.rank === 'deprecated') && claims.some(claim => claim.rank === 'normal'))).toBe(true);
    expect(has(claims => claims.some(claim => claim.rank === 'preferred') && claims.some(claim => claim.rank === 'normal'))).toBe(true);
    expect(has(claims => claims.length === 3 && claims.every(claim => claim.rank === 'normal'))).toBe(true);
  });

  it('of a vandalised item: the image of something else, put there two hours ago', async () => {
    const file = (claims: Json) => claims.P18.at(-1).mainsnak.datavalue.value;
    const before = (await entities('Q42', '&props=claims|info')).entities.Q42;
    await sandbox.post('/__clock', { frozen: true });
    await sandbox.post('/__scenario', { provider: 'wikidata', vandalised: ['Q42'] });
    const after = (await entities('Q42', '&props=claims|info')).entities.Q42;
    expect(file(after.claims)).not.toBe(file(before.claims));
    expect(after.lastrevid).toBeGreaterThan(before.lastrevid);
    const { nowMs } = (await sandbox.get('/__clock')).json();
    expect(nowMs - Date.parse(after.modified)).toBeLessThan(2 * 3_600_000 + 1_000);
    expect(file((await ask('action=wbgetclaims&entity=Q42&property=P18')).claims)).toBe(file(after.claims));
  });

  it('of logos: a former one with the year in which it ended', async () => {
    const ids = ['Q2283', 'Q312', 'Q95', 'Q37156', 'Q1420', 'Q40326', 'Q20716', 'Q246', 'Q9531', 'Q180', 'Q355', 'Q52', 'Q866'];
    const { entities: found } = await entities(ids.join('|'), '&props=claims');
    const logos = Object.values<Json>(found).flatMap(entity => entity.claims?.P154 ?? []);
    const former = logos.filter(claim => claim.qualifiers?.P582 !== undefined);
    expect(former.length).toBeGreaterThan(0);
    expect(former[0].qualifiers.P582[0].datavalue.value.time).toMatch(/^\+20\d\d-00-00T00:00:00Z$/);
    expect(logos.length).toBeGreaterThan(former.length);
  });
});

describe('descriptions', () => {
  it('carry markup and control characters where the scenario wants that', async () => {
    await sandbox.post('/__scenario', { provider: 'wikidata', hostile: true });
    expect((await search('Douglas Adams')).search[0].description).toMatch(/^=cmd/);
    expect((await entities('Q42', '&props=descriptions')).entities.Q42.descriptions.en.value).toMatch(/^=cmd/);
  });
});

describe('wbgetclaims and list=search', () => {
  it('gives the statements of one property', async () => {
    const { claims } = await ask('action=wbgetclaims&entity=Q42&property=P18');
    expect(Object.keys(claims)).toEqual(['P18']);
    expect(claims.P18.at(-1).mainsnak.datavalue).toEqual({ value: 'Douglas adams portrait cropped.jpg', type: 'string' });
    expect((await ask('action=wbgetclaims&entity=nonsense')).error.code).toBe('no-such-entity');
  });

  it('searches the whole text, and by class', async () => {
    const { query, continue: goesOn } = await ask('action=query&list=search&srsearch=Michael%20Jackson&srlimit=5');
    expect(query.search[0]).toMatchObject({ ns: 0, title: 'Q2831', snippet: expect.stringContaining('searchmatch') });
    expect(goesOn).toEqual({ sroffset: 5, continue: '-||' });
    const people = (await ask('action=query&list=search&srsearch=Michael%20Jackson%20haswbstatement:P31=Q5&srlimit=50')).query;
    const all = (await ask('action=query&list=search&srsearch=Michael%20Jackson&srlimit=50')).query;
    expect(people.searchinfo.totalhits).toBeLessThan(all.searchinfo.totalhits);
    expect((await ask('action=query&list=search&srsearch=')).error.code).toBe('missingparam');
  });
});
