import { describe, expect, it } from '@jest/globals';
import type { ImageCandidate } from '../../../../core/src/images/image-candidate.ts';
import type { ImageProvider } from '../../../../core/src/images/image-provider.ts';
import type { StoredImage } from '../../../../core/src/images/stored-image.ts';
import { recheckPictures, type RecheckPicturesDeps } from '../../../../core/src/images/upkeep/recheck-pictures.ts';
import type { CallContext } from '../../../../core/src/platform/call-gate.ts';
import { abstained, deferred, done, failed, type Outcome } from '../../../../core/src/platform/outcome.ts';
import { anImageUse, aScope, aStoredImage, START_MS } from '../../../../core/src/testing/builders.ts';
import { createMemoryStores } from '../../../../core/src/testing/memory-stores.ts';
import { startRun } from '../../../../core/src/testing/start-run.ts';

const DAY_MS = 86_400_000;
const GONE = abstained('there is no such file on Commons');

const world = async (pictures: readonly { readonly name: string; readonly isUsed?: boolean }[] = [{ name: 'one' }]) => {
  const stores = createMemoryStores();
  const time = { now: START_MS + 8 * DAY_MS };
  const asked: { readonly id: string; readonly purpose: CallContext['purpose'] }[] = [];
  const says: { answer: (candidate: ImageCandidate) => Outcome<ImageCandidate> } = { answer: candidate => done(candidate) };
  const provider: ImageProvider = {
    id: 'commons',
    origins: ['item-file'],
    rights: null,
    checksBeforeUse: true,
    search: () => Promise.resolve(done({ candidates: [], refused: [] })),
    check: (candidate, { purpose }) => {
      asked.push({ id: candidate.id, purpose });
      return Promise.resolve(says.answer(candidate));
    },
    reportUse: () => Promise.resolve(done(null)),
  };
  const images: StoredImage[] = [];
  for (const { name, isUsed = true } of pictures) {
    const image = aStoredImage(name);
    await stores.images.put(image);
    images.push(image);
    if (!isUsed) continue;
    const scope = aScope();
    const { run } = await startRun(stores, scope);
    await stores.imageUses.replace(scope, run, [
      anImageUse({ workspaceId: scope.workspaceId, projectId: run.projectId, imageId: image.id }),
    ]);
  }
  const deps: RecheckPicturesDeps = { ...stores, providers: [provider], clock: () => time.now };
  return { deps, time, asked, says, images, provider };
};

const NOTHING = { checked: 0, suspect: 0, barred: 0 };

describe('pictures in use', () => {
  it('are looked at again once a week, with the calls that are kept back for it', async () => {
    const { deps, time, asked } = await world([{ name: 'one' }, { name: 'two' }]);
    expect(await recheckPictures(deps)).toEqual({ ...NOTHING, checked: 2 });
    expect(asked.map(({ purpose }) => purpose)).toEqual(['recheck', 'recheck']);
    time.now += 6 * DAY_MS;
    expect(await recheckPictures(deps)).toEqual(NOTHING);
    time.now += 2 * DAY_MS;
    expect(await recheckPictures(deps)).toEqual({ ...NOTHING, checked: 2 });
  });

  it('that nobody uses, or whose licence does not change, cost no call', async () => {
    const unused = await world([{ name: 'unused', isUsed: false }]);
    expect(await recheckPictures(unused.deps)).toEqual(NOTHING);
    const { deps, provider, asked } = await world();
    await recheckPictures({ ...deps, providers: [{ ...provider, checksBeforeUse: false }] });
    await recheckPictures({ ...deps, providers: [] });
    expect([...unused.asked, ...asked]).toEqual([]);
  });

  it('said to be gone once are looked at a day later, and taken down when it is said again', async () => {
    const { deps, time, says, images } = await world();
    says.answer = () => GONE;
    expect(await recheckPictures(deps)).toEqual({ ...NOTHING, suspect: 1 });
    expect((await deps.takedowns.barred(images.map(({ id }) => id))).size).toBe(0);
    time.now += DAY_MS / 2;
    expect(await recheckPictures(deps)).toEqual(NOTHING);
    time.now += DAY_MS;
    expect(await recheckPictures(deps)).toEqual({ ...NOTHING, barred: 1 });
    expect(await deps.takedowns.find(images[0]?.id ?? '')).toMatchObject({
      requestedBy: 're-check',
      reason: 'Its source says: there is no such file on Commons',
      state: 'under-way',
    });
  });

  it('that are there again the day after stay', async () => {
    const { deps, time, says } = await world();
    says.answer = () => GONE;
    await recheckPictures(deps);
    says.answer = candidate => done(candidate);
    time.now += 2 * DAY_MS;
    expect(await recheckPictures(deps)).toEqual({ ...NOTHING, checked: 1 });
    says.answer = () => GONE;
    time.now += 8 * DAY_MS;
    expect(await recheckPictures(deps)).toEqual({ ...NOTHING, suspect: 1 });
  });

  it.each([deferred('2026-01-09T01:00:00.000Z', 'no calls are kept back'), failed('PROVIDER_UNAVAILABLE', 'down')])(
    'are left for the next round where the provider cannot be asked: %j',
    async answer => {
      const { deps, says, asked } = await world([{ name: 'one' }, { name: 'two' }, { name: 'three' }]);
      says.answer = () => answer;
      expect(await recheckPictures(deps)).toEqual(NOTHING);
      expect(asked).toHaveLength(1);
      says.answer = candidate => done(candidate);
      expect(await recheckPictures(deps)).toEqual({ ...NOTHING, checked: 3 });
    },
  );
});
