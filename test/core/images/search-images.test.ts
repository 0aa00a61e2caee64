import { describe, expect, it } from '@jest/globals';
import type { ImageCandidate } from '../../../core/src/images/image-candidate.ts';
import type { ImageAnswer, ImageProvider } from '../../../core/src/images/image-provider.ts';
import { knownRights } from '../../../core/src/images/rights/rights-table.ts';
import { searchImages, type SearchImages } from '../../../core/src/images/search-images.ts';
import { abstained, deferred, done, failed, type Outcome } from '../../../core/src/platform/outcome.ts';
import { aCall, aCandidate, aKindOfThing, aLinkedEntity, aPolicy } from '../../../core/src/testing/image-builders.ts';

const provider = (
  id: ImageProvider['id'],
  origins: ImageProvider['origins'],
  answer: Outcome<ImageAnswer>,
): ImageProvider & { asked: number } => {
  const self = {
    id,
    origins,
    asked: 0,
    rights: null,
    checksBeforeUse: false,
    search: () => {
      self.asked += 1;
      return Promise.resolve(answer);
    },
    check: (candidate: ImageCandidate) => Promise.resolve(done(candidate)),
    reportUse: () => Promise.resolve(done(null)),
  };
  return self;
};

const found = (...candidates: ImageCandidate[]): Outcome<ImageAnswer> => done({ candidates, refused: [] });
const commons = (answer: Outcome<ImageAnswer>) => provider('commons', ['item-file', 'depicts', 'text-search'], answer);
const pexels = (answer: Outcome<ImageAnswer>) => provider('pexels', ['stock'], answer);

const stock = (given: Partial<ImageCandidate> = {}): ImageCandidate =>
  aCandidate({
    id: 'pexels:1',
    provider: 'pexels',
    origin: 'stock',
    property: null,
    depicts: [],
    pageUrl: 'https://www.pexels.com/photo/1/',
    licence: { id: 'pexels', name: 'Pexels License', url: 'https://www.pexels.com/license/' },
    rights: knownRights('pexels', 'pexels'),
    ...given,
  });

const search = (given: Partial<SearchImages>) =>
  searchImages({
    entity: aLinkedEntity(),
    providers: [],
    policy: aPolicy,
    barred: () => Promise.resolve(new Set()),
    orientation: 'landscape',
    limit: 8,
    call: aCall,
    ...given,
  });

describe('a named thing', () => {
  it('is never looked for among stock: the provider is not asked, and the reason is kept', async () => {
    const stockProvider = pexels(found(stock()));
    const answered = await search({ providers: [commons(found(aCandidate())), stockProvider] });
    expect(stockProvider.asked).toBe(0);
    expect(answered).toMatchObject({
      outcome: 'done',
      value: { candidates: [{ provider: 'commons' }], skippedProviders: [{ provider: 'pexels', code: 'STOCK_FOR_NAME' }] },
    });
  });

  it('is never shown by stock, even where a provider answers with some', async () => {
    const answered = await search({ providers: [commons(found(stock(), aCandidate()))] });
    expect(answered).toMatchObject({
      outcome: 'done',
      value: { candidates: [{ id: aCandidate().id }], refused: [{ code: 'STOCK_FOR_NAME', provider: 'pexels' }] },
    });
  });
});

describe('candidates', () => {
  it('come best origin first, and in the order of the providers within it', async () => {
    const text = aCandidate({ id: 'commons:T.jpg', origin: 'text-search', pageUrl: 'https://commons.wikimedia.org/wiki/File:T.jpg' });
    const depicts = aCandidate({ id: 'commons:D.jpg', origin: 'depicts', pageUrl: 'https://commons.wikimedia.org/wiki/File:D.jpg' });
    const answered = await search({
      providers: [commons(found(text, depicts)), provider('openverse', ['text-search'], found(aCandidate()))],
    });
    expect(answered.outcome === 'done' && answered.value.candidates.map(({ id }) => id)).toEqual([
      aCandidate().id,
      'commons:D.jpg',
      'commons:T.jpg',
    ]);
  });

  it('that two providers give count once, and the second is refused with the first one named', async () => {
    const copy = aCandidate({
      id: 'openverse:4bc4',
      provider: 'openverse',
      origin: 'text-search',
      pageUrl: 'http://commons.wikimedia.org/wiki/File%3AAda_Lovelace_portrait.jpg',
    });
    const same = aCandidate({
      id: 'openverse:5',
      provider: 'openverse',
      origin: 'text-search',
      pageUrl: 'https://elsewhere.example.org/5',
      sha1: 'a'.repeat(40),
    });
    const answered = await search({
      providers: [commons(found(aCandidate({ sha1: 'a'.repeat(40) }))), provider('openverse', ['text-search'], found(copy, same))],
    });
    expect(answered).toMatchObject({
      outcome: 'done',
      value: {
        candidates: [{ id: aCandidate().id }],
        refused: [{ code: 'NEAR_DUPLICATE', why: expect.stringContaining(aCandidate().id) }, { code: 'NEAR_DUPLICATE' }],
      },
    });
  });

  it('against the policy are refused before anything is fetched, and their double may still serve', async () => {
    const shareAlike = aCandidate({ rights: knownRights('commons', 'cc-by-sa-4.0') });
    const free = aCandidate({
      id: 'openverse:1',
      provider: 'openverse',
      origin: 'text-search',
      rights: knownRights('openverse', 'cc-by-4.0'),
    });
    const answered = await search({
      policy: { ...aPolicy, allowShareAlike: false },
      providers: [commons(found(shareAlike)), provider('openverse', ['text-search'], found(free))],
    });
    expect(answered).toMatchObject({ outcome: 'done', value: { candidates: [{ id: 'openverse:1' }], refused: [{ code: 'POLICY' }] } });
  });

  it('may have an address that is not well-formed', async () => {
    const odd = aCandidate({ id: 'commons:O.jpg', pageUrl: 'https://commons.wikimedia.org/wiki/File:100%25%E0%A4%A.jpg' });
    expect(await search({ providers: [commons(found(odd, aCandidate()))] })).toMatchObject({
      outcome: 'done',
      value: { candidates: { length: 2 } },
    });
  });
});

describe('providers in trouble', () => {
  const both = (first: Outcome<ImageAnswer>, second: Outcome<ImageAnswer>, given: Partial<SearchImages> = {}) =>
    search({ entity: aKindOfThing(), providers: [commons(first), pexels(second)], ...given });
  const found1 = found(aCandidate({ origin: 'depicts' }));
  const wait = (until: string): Outcome<never> => deferred(until, `come back at ${until}`);
  const SOON = '2026-11-22T11:00:00.000Z';
  const LATE = '2026-11-23T00:00:00.000Z';

  it('become reasons where another one found something', async () => {
    expect(await both(found1, wait(SOON))).toMatchObject({
      outcome: 'done',
      value: { skippedProviders: [{ provider: 'pexels', code: 'PROVIDER_OVER_QUOTA' }] },
    });
    expect(await both(found1, failed('PROVIDER_UNAVAILABLE', 'down'))).toMatchObject({
      outcome: 'done',
      value: { skippedProviders: [{ code: 'PROVIDER_UNAVAILABLE' }] },
    });
    expect(await both(found1, abstained('no such page'))).toMatchObject({
      outcome: 'done',
      value: { skippedProviders: [{ code: 'NOT_FOUND' }] },
    });
  });

  it('defer the search to the first moment at which one can be asked, where nothing was found', async () => {
    expect(await both(wait(LATE), wait(SOON))).toMatchObject({ outcome: 'deferred', until: SOON });
    expect(await both(found(), wait(SOON))).toMatchObject({ outcome: 'deferred', until: SOON });
    expect(await both(failed('PROVIDER_UNAVAILABLE', 'down'), wait(SOON))).toMatchObject({ outcome: 'deferred', until: SOON });
  });

  it('are waited for a short time also where another one found something', async () => {
    expect(await both(found1, wait(SOON), { soon: SOON })).toMatchObject({ outcome: 'deferred', until: SOON });
    const half = (until: string) =>
      done({
        candidates: [aCandidate({ origin: 'depicts' })],
        refused: [],
        incomplete: { code: 'PROVIDER_OVER_QUOTA', why: 'later', until },
      });
    expect(await both(half(SOON), found(), { soon: SOON })).toMatchObject({ outcome: 'deferred', until: SOON, why: 'later' });
    expect(await both(half(LATE), found(), { soon: SOON })).toMatchObject({ outcome: 'done', value: { skippedProviders: [{}] } });
    expect(await both(found1, wait(LATE), { soon: SOON })).toMatchObject({ outcome: 'done', value: { candidates: [{}] } });
    expect(await both(found1, wait(SOON), { soon: SOON, patientUntil: '2026-11-22T10:59:00.000Z' })).toMatchObject({ outcome: 'done' });
  });

  it('are gone without when the wait is longer than the job is patient', async () => {
    expect(await both(wait(LATE), wait(LATE), { patientUntil: SOON })).toMatchObject({
      outcome: 'done',
      value: { candidates: [], skippedProviders: [{ provider: 'commons' }, { provider: 'pexels' }] },
    });
    expect(await both(wait(LATE), wait(SOON), { patientUntil: SOON })).toMatchObject({ outcome: 'deferred', until: SOON });
  });

  it('are named with their codes, also where every one of them failed', async () => {
    const down = failed('PROVIDER_UNAVAILABLE', 'down');
    expect(await both(down, failed('PROVIDER_KEY_INVALID', 'key'))).toMatchObject({
      outcome: 'done',
      value: {
        candidates: [],
        skippedProviders: [
          { provider: 'commons', code: 'PROVIDER_UNAVAILABLE', why: 'down' },
          { provider: 'pexels', code: 'PROVIDER_KEY_INVALID', why: 'key' },
        ],
      },
    });
    expect(await both(down, found())).toMatchObject({
      outcome: 'done',
      value: { candidates: [], skippedProviders: [{ provider: 'commons' }] },
    });
  });

  it('that stopped half-way are named, with what they found', async () => {
    const half = done({
      candidates: [aCandidate({ origin: 'depicts' })],
      refused: [],
      incomplete: { code: 'PROVIDER_OVER_QUOTA', why: 'later' },
    });
    expect(await both(half, found())).toMatchObject({
      outcome: 'done',
      value: { candidates: { length: 1 }, skippedProviders: [{ provider: 'commons', why: 'later' }] },
    });
  });
});

it('nothing to ask is an empty answer, not a failure', async () => {
  expect(await search({})).toEqual({
    outcome: 'done',
    value: { schemaVersion: 1, entityId: 'ent_ada', candidates: [], refused: [], skippedProviders: [] },
  });
});
