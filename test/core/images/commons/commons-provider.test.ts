import { describe, expect, it } from '@jest/globals';
import { aCall, aConcept, aKindOfThing, aLinkedEntity, anUnlinkedName } from '../../../../core/src/testing/image-builders.ts';
import type { Answering } from '../../platform/provider-http/answering-server.ts';
import { provider, question, request } from './answering-commons.ts';
import { answerOf, filePage, freeMeta } from './image-info.ts';

const many = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => filePage(`${prefix} ${index}.jpg`, { index: index + 1 }));

describe('looking for a linked entity', () => {
  it('asks for the files of the item, then for files that depict it, then by words, in three calls', async () => {
    const { commons, server } = await provider(seen =>
      seen.params.has('titles') ? answerOf(filePage('Ada Lovelace portrait.jpg')) : answerOf(),
    );
    const answered = await commons.search(request(), aCall);
    expect(server.seen.map(question)).toEqual([
      'File:Ada Lovelace portrait.jpg',
      'haswbstatement:P180=Q7259 filetype:bitmap',
      'Ada Lovelace filetype:bitmap',
    ]);
    expect(answered).toMatchObject({
      outcome: 'done',
      value: { candidates: [{ origin: 'item-file', property: 'P18', depicts: ['Q7259'] }] },
    });
  });

  it('says of every picture when Commons spoke of it, however long the answer was kept', async () => {
    let hour = 1;
    const { commons, server } = await provider(
      seen => (seen.params.has('titles') ? answerOf(filePage('Ada Lovelace portrait.jpg')) : answerOf(...many('Ada', 3))),
      () => hour,
    );
    const seenAt = async (): Promise<readonly unknown[]> => {
      const answered = await commons.search(request(), aCall);
      return answered.outcome === 'done' ? answered.value.candidates.map(candidate => candidate.seenAt) : [];
    };
    const first = Array.from({ length: 4 }, () => '1970-01-01T01:00:00.000Z');
    expect(await seenAt()).toEqual(first);
    hour = 30;
    expect(await seenAt()).toEqual(first);
    expect(server.seen).toHaveLength(2);
  });

  it('asks the way the API wants to be asked', async () => {
    const { commons, server } = await provider(() => answerOf());
    await commons.search(request(), aCall);
    const [files, depicts] = server.seen;
    expect(Object.fromEntries(files?.params ?? [])).toMatchObject({
      prop: 'imageinfo',
      iiurlwidth: '1920',
      iiextmetadatalanguage: 'en',
      redirects: '1',
    });
    expect(Object.fromEntries(depicts?.params ?? [])).toMatchObject({ generator: 'search', gsrnamespace: '6', gsrlimit: '20' });
    expect(depicts?.params.get('iiextmetadatafilter')?.split('|')).toEqual(
      expect.arrayContaining(['License', 'NonFree', 'DeletionReason', 'Attribution', 'Restrictions']),
    );
    expect(depicts?.params.get('iiprop')?.split('|')).toEqual(['url', 'size', 'mime', 'mediatype', 'sha1', 'extmetadata']);
  });

  it('does not search by words when enough pictures of the thing itself were found', async () => {
    const { commons, server } = await provider(seen => (seen.params.has('titles') ? answerOf() : answerOf(...many('Ada', 4))));
    await commons.search(request(), aCall);
    expect(server.seen.map(question)).toHaveLength(2);
  });

  it('keeps the order of the search and takes every file once, as what it was found as first', async () => {
    const { commons } = await provider(seen =>
      seen.params.has('titles')
        ? answerOf(filePage('Ada Lovelace portrait.jpg'))
        : answerOf(filePage('B.jpg', { index: 2 }), filePage('Ada Lovelace portrait.jpg', { index: 1 }), filePage('C.jpg', { index: 3 })),
    );
    const answered = await commons.search(request(), aCall);
    if (answered.outcome !== 'done') throw new Error(answered.why);
    expect(answered.value.candidates.map(({ id, origin }) => [id, origin])).toEqual([
      ['commons:Ada_Lovelace_portrait.jpg', 'item-file'],
      ['commons:B.jpg', 'depicts'],
      ['commons:C.jpg', 'depicts'],
    ]);
  });

  it('gives every refused file with its code', async () => {
    const { commons } = await provider(seen =>
      seen.params.has('titles')
        ? answerOf({ title: 'File:Ada Lovelace portrait.jpg', missing: true })
        : answerOf(filePage('Fair use.jpg', { meta: freeMeta({ NonFree: '1' }) })),
    );
    const answered = await commons.search(request(), aCall);
    expect(answered.outcome === 'done' && answered.value.refused.map(({ code, title }) => [code, title])).toEqual([
      ['MISSING', 'Ada Lovelace portrait.jpg'],
      ['NON_FREE', 'Fair use.jpg'],
    ]);
  });

  it('knows a file again by the name it was asked for when it has been moved', async () => {
    const { commons } = await provider(seen =>
      seen.params.has('titles')
        ? {
            body: {
              batchcomplete: true,
              query: {
                redirects: [{ from: 'File:Ada Lovelace portrait.jpg', to: 'File:Ada 1840.jpg' }],
                pages: [filePage('Ada 1840.jpg')],
              },
            },
          }
        : answerOf(),
    );
    expect(await commons.search(request(), aCall)).toMatchObject({
      value: { candidates: [{ id: 'commons:Ada_1840.jpg', property: 'P18' }] },
    });
  });

  it('gives each of several files its own property', async () => {
    const entity = aLinkedEntity(
      {},
      {
        files: [
          { property: 'P18', file: 'HQ.jpg' },
          { property: 'P41', file: 'flag of X.png' },
          { property: 'lead', file: 'Lead.jpg' },
        ],
      },
    );
    const { commons } = await provider(seen =>
      seen.params.has('titles') ? answerOf(filePage('Lead.jpg'), filePage('Flag of X.png'), filePage('HQ.jpg')) : answerOf(),
    );
    const answered = await commons.search(request(entity), aCall);
    expect(answered.outcome === 'done' && answered.value.candidates.map(({ title, property }) => [title, property])).toEqual([
      ['HQ', 'P18'],
      ['Flag of X', 'P41'],
      ['Lead', 'lead'],
    ]);
  });

  it.each(['A|B.jpg', 'A<script>.jpg', 'A#x.jpg', '', 'A\u0000.jpg'])(
    'never asks for the file name %j, which cannot be one',
    async file => {
      const { commons, server } = await provider(() => answerOf());
      await commons.search(request(aLinkedEntity({}, { files: [{ property: 'P18', file }] })), aCall);
      expect(server.seen.some(seen => seen.params.has('titles'))).toBe(false);
    },
  );

  it.each([
    ['Star Trek: Discovery', 'Star Trek Discovery filetype:bitmap'],
    ['"Weird Al" Yankovic', 'Weird Al Yankovic filetype:bitmap'],
    ['-haswbstatement:P180=Q5', 'haswbstatement P180=Q5 filetype:bitmap'],
    ['AC/DC', 'AC/DC filetype:bitmap'],
    ['Saint-Étienne', 'Saint-Étienne filetype:bitmap'],
  ])('searches for %s as words, not as commands', async (label, expected) => {
    const { commons, server } = await provider(() => answerOf());
    await commons.search(request(aLinkedEntity({}, { label: label as never, files: [] })), aCall);
    expect(server.seen.map(question).at(-1)).toBe(expected);
  });

  it('costs no call when it is asked again', async () => {
    const { commons, server } = await provider(() => answerOf(filePage('A.jpg')));
    const first = await commons.search(request(), aCall);
    const calls = server.seen.length;
    expect(await commons.search(request(), aCall)).toEqual(first);
    expect(server.seen).toHaveLength(calls);
  });
});

describe('trouble', () => {
  it('in the first step is the answer', async () => {
    const { commons } = await provider(() => ({ status: 503 }));
    expect(await commons.search(request(), aCall)).toMatchObject({ outcome: 'failed', code: 'PROVIDER_UNAVAILABLE' });
  });

  it('in a later step keeps what the first ones found, and says what is missing', async () => {
    const { commons } = await provider(seen =>
      seen.params.has('titles') ? answerOf(filePage('Ada Lovelace portrait.jpg')) : { status: 429, headers: { 'retry-after': '30' } },
    );
    expect(await commons.search(request(), aCall)).toMatchObject({
      outcome: 'done',
      value: {
        candidates: [{ id: 'commons:Ada_Lovelace_portrait.jpg' }],
        incomplete: { code: 'PROVIDER_OVER_QUOTA', until: '1970-01-01T00:00:30.000Z' },
      },
    });
  });
});

describe('what is not looked for', () => {
  it('a name that was not linked: nobody knows whom a picture would have to show', async () => {
    const { commons, server } = await provider(() => answerOf());
    expect(await commons.search(request(anUnlinkedName()), aCall)).toEqual({ outcome: 'done', value: { candidates: [], refused: [] } });
    expect(server.seen).toHaveLength(0);
  });

  it('a concept of no known kind: films, brands and places carry such words too', async () => {
    const { commons, server } = await provider(() => answerOf());
    expect(await commons.search(request(aConcept()), aCall)).toEqual({ outcome: 'done', value: { candidates: [], refused: [] } });
    expect(server.seen).toHaveLength(0);
  });
});

describe('a concept whose kind of thing is known', () => {
  it('is shown by files of that item and files that depict it, never by words', async () => {
    const { commons, server } = await provider(() => answerOf(filePage('Eruption.jpg')));
    const answered = await commons.search(request(aKindOfThing()), aCall);
    expect(server.seen.map(question)).toEqual(['File:Eruption.jpg', 'haswbstatement:P180=Q8072 filetype:bitmap']);
    expect(answered).toMatchObject({ value: { candidates: [{ origin: 'item-file', property: 'P18', depicts: ['Q8072'] }] } });
  });
});

describe('checking a picture again', () => {
  const found = async (later: Answering) => {
    const { commons, server } = await provider((seen, count) =>
      count === 1 ? answerOf(filePage('Ada Lovelace portrait.jpg')) : count <= 3 ? answerOf() : later(seen, count),
    );
    const answered = await commons.search(request(), aCall);
    const candidate = answered.outcome === 'done' ? answered.value.candidates[0] : undefined;
    if (candidate === undefined) throw new Error('nothing found');
    return { candidate, again: await commons.check(candidate, aCall), server };
  };

  it('asks the wiki and not the cache, and gives the picture as it is today', async () => {
    const { candidate, again, server } = await found(() =>
      answerOf(filePage('Ada Lovelace portrait.jpg', { meta: freeMeta({ Assessments: 'featured' }) })),
    );
    expect(again).toEqual({ outcome: 'done', value: { ...candidate, assessments: ['featured'] } });
    expect(question(server.seen[3]!)).toBe('File:Ada_Lovelace_portrait.jpg');
  });

  it.each([
    ['gone', answerOf({ title: 'File:Ada Lovelace portrait.jpg', missing: true })],
    ['nominated for deletion', answerOf(filePage('Ada Lovelace portrait.jpg', { meta: freeMeta({ DeletionReason: 'no source' }) }))],
    ['no longer free', answerOf(filePage('Ada Lovelace portrait.jpg', { meta: freeMeta({ License: '', LicenseShortName: 'Fair use' }) }))],
  ])('tells that it is %s', async (_case, reply) => {
    expect((await found(() => reply)).again.outcome).toBe('abstained');
  });
});
