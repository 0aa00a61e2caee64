import { describe, expect, it } from '@jest/globals';
import type { EnrichedEntity } from '../../../../core/src/entities/entity.ts';
import { ownAnswer } from '../../../../core/src/images/own/own-answer.ts';
import { acquireChosen } from '../../../../core/src/images/own/acquire-own-image.ts';
import { metadataRanker } from '../../../../core/src/images/rank/metadata-ranker.ts';
import { searchImages } from '../../../../core/src/images/search-images.ts';
import { failed } from '../../../../core/src/platform/outcome.ts';
import { aScope, aStoredImage, START_MS } from '../../../../core/src/testing/builders.ts';
import { aGlossaryEntry } from '../../../../core/src/testing/entity-builders.ts';
import { aCall, aCandidate, aLinkedEntity, anOwnEntity, anOwnImage, aPolicy } from '../../../../core/src/testing/image-builders.ts';
import { createMemoryStores } from '../../../../core/src/testing/memory-stores.ts';

const NAME = 'Elowen Brennwick';

const world = async () => {
  const stores = createMemoryStores();
  const scope = aScope();
  const own = anOwnImage(scope, 'portrait', { title: 'Our logo: a child at work', credit: 'Photo: Tamsin Reed' });
  await stores.ownImages.save(scope, own);
  const entry = aGlossaryEntry({ name: NAME, action: 'picture', imageId: own.image.id });
  await stores.glossary.put(scope, entry);
  const answer = (entity: EnrichedEntity = anOwnEntity(NAME), of = scope) => ownAnswer(stores, of, entity);
  const search = async (policy = aPolicy) =>
    searchImages({
      entity: anOwnEntity(NAME),
      providers: [],
      own: await answer(),
      policy,
      barred: () => Promise.resolve(new Set()),
      orientation: 'landscape',
      limit: 12,
      call: aCall,
    });
  return { stores, scope, own, entry, answer, search };
};

describe('what a workspace has for a name', () => {
  it('is the picture that its glossary gives, in whatever spelling it is said', async () => {
    const { own, answer } = await world();
    for (const name of [NAME, 'elowen brennwick', '“Elowen Brennwick”'])
      expect(await answer(anOwnEntity(name))).toEqual({ candidates: [own.image.candidate], refused: [] });
  });

  it('is nothing for what is no name of its own, whatever it is called', async () => {
    const { answer } = await world();
    expect(await answer(aLinkedEntity({ name: NAME as EnrichedEntity['name'] }))).toEqual({ candidates: [], refused: [] });
  });

  it('is nothing of another workspace’s, and the reason is told', async () => {
    const { answer } = await world();
    expect(await answer(anOwnEntity(NAME), aScope())).toMatchObject({ candidates: [], refused: [{ provider: 'owner', code: 'MISSING' }] });
  });

  it('is nothing once the picture is being deleted, or the glossary says something else', async () => {
    const { stores, scope, own, entry, answer } = await world();
    const missing = { candidates: [], refused: [{ code: 'MISSING' }] };
    await stores.ownImages.save(scope, { ...own, state: 'going', since: new Date(START_MS).toISOString(), version: 2 });
    expect(await answer()).toMatchObject(missing);
    await stores.glossary.put(scope, { ...entry, action: 'ban' });
    expect(await answer()).toMatchObject(missing);
    await stores.glossary.remove(scope, entry.id);
    expect(await answer()).toMatchObject(missing);
  });
});

describe('an own picture in a search', () => {
  it('is found without a provider, whatever content the policy avoids: somebody has seen it', async () => {
    const { own, search } = await world();
    const found = await search({ ...aPolicy, avoid: ['brands', 'minors'] });
    expect(found).toMatchObject({ outcome: 'done', value: { candidates: [{ id: `owner:${own.image.id}` }], refused: [] } });
  });

  it('keeps to what its rights say: models do not see it', async () => {
    const { search } = await world();
    const found = await search({ ...aPolicy, mlUse: true });
    expect(found).toMatchObject({ outcome: 'done', value: { candidates: [], refused: [{ code: 'POLICY' }] } });
  });

  it('is ranked, and told as what it is', async () => {
    const { search } = await world();
    const found = await search();
    if (found.outcome !== 'done') throw new Error(found.outcome);
    const input = { entity: anOwnEntity(NAME), sentence: 'Our founder', preset: 'youtube', search: found.value } as const;
    const { ranked } = await metadataRanker.rank(input);
    expect(ranked.map(({ why }) => why)).toEqual(['the workspace’s own picture; 1600 × 1200 pixels']);
    expect(ranked[0]?.score).toBeGreaterThan(0.7);
  });
});

describe('a chosen picture', () => {
  const never = () => Promise.reject(new Error('was fetched'));

  it('of the workspace’s own is there already, and nothing is fetched', async () => {
    const { stores, scope, own } = await world();
    const chosen = await acquireChosen(own.image.candidate, { ...stores, fetch: never }, { scope, policy: aPolicy });
    expect(chosen).toEqual({ outcome: 'done', value: own.image });
  });

  it('that was deleted, belongs to another workspace, or is against the policy is not had', async () => {
    const { stores, scope, own } = await world();
    const acquire = (of = scope, policy = aPolicy) =>
      acquireChosen(own.image.candidate, { ...stores, fetch: never }, { scope: of, policy });
    expect(await acquire(aScope())).toMatchObject({ outcome: 'abstained', why: 'it was deleted' });
    expect(await acquire(scope, { ...aPolicy, mlUse: true })).toMatchObject({ outcome: 'abstained' });
    await stores.ownImages.remove(scope, own.image.id);
    expect(await acquire()).toMatchObject({ outcome: 'abstained', why: 'it was deleted' });
  });

  it('of anybody else is fetched', async () => {
    const { stores, scope } = await world();
    await stores.images.put(aStoredImage('licensed'));
    const fetch = () => Promise.resolve(failed('IMAGE_UNFETCHABLE', 'gone'));
    expect(await acquireChosen(aCandidate(), { ...stores, fetch }, { scope, policy: aPolicy })).toMatchObject({
      code: 'IMAGE_UNFETCHABLE',
    });
  });
});
