import { expect, it } from '@jest/globals';
import { aScope, START_MS } from '../../../core/src/testing/builders.ts';
import { anOwnImage, aTakedown } from '../../../core/src/testing/image-builders.ts';
import { createMemoryStores } from '../../../core/src/testing/memory-stores.ts';
import { barredPictures } from '../../../core/src/timeline/barred-pictures.ts';
import type { Timeline } from '../../../core/src/timeline/timeline.ts';
import { aManifest } from './manifest-builder.ts';

/** A timeline whose cues show those pictures. */
const showing = (pictures: readonly (readonly [string, 'owner' | 'commons'])[]): Timeline => {
  const { timeline } = aManifest();
  const [cue] = timeline.cues;
  if (cue === undefined) throw new Error('the manifest has cues');
  return { ...timeline, cues: pictures.map(([imageId, provider]) => ({ ...cue, image: { ...cue.image, imageId, provider } })) };
};

it('a timeline is published without what was taken down or deleted since it was chosen', async () => {
  const stores = createMemoryStores();
  const scope = aScope();
  const [kept, going, gone, theirs] = [
    anOwnImage(scope, 'kept'),
    anOwnImage(scope, 'going'),
    anOwnImage(scope, 'gone'),
    anOwnImage(aScope()),
  ];
  for (const own of [kept, going]) await stores.ownImages.save(scope, own);
  await stores.ownImages.save(scope, { ...going, version: 2, state: 'going', since: new Date(START_MS).toISOString() });
  const takedown = aTakedown();
  await stores.takedowns.begin(takedown);
  const timeline = showing([
    [kept.image.id, 'owner'],
    [going.image.id, 'owner'],
    [gone.image.id, 'owner'],
    [theirs.image.id, 'owner'],
    [takedown.imageId, 'commons'],
    ['a'.repeat(64), 'commons'],
  ]);
  expect(await barredPictures(stores, scope, timeline)).toEqual(
    new Set([going.image.id, gone.image.id, theirs.image.id, takedown.imageId]),
  );
});
