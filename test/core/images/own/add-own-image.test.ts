import { describe, expect, it } from '@jest/globals';
import ExifReader from 'exifreader';
import { createPictureProcessor } from '../../../../core/src/images/acquire/picture-processor.ts';
import { addOwnImage, announceOwnImage, OWN_PICTURES, type AddOwnImageDeps } from '../../../../core/src/images/own/add-own-image.ts';
import { beginRemoval } from '../../../../core/src/images/own/remove-own-image.ts';
import { StoredImage } from '../../../../core/src/images/stored-image.ts';
import { LIMITS } from '../../../../core/src/platform/limits.ts';
import { plainText } from '../../../../core/src/platform/plain-text.ts';
import { aScope, START_MS } from '../../../../core/src/testing/builders.ts';
import { anOwnImage } from '../../../../core/src/testing/image-builders.ts';
import { MemoryObjectStore } from '../../../../core/src/testing/memory-object-store.ts';
import { createMemoryStores } from '../../../../core/src/testing/memory-stores.ts';
import { sha256Hex } from '../../../../core/src/platform/digest.ts';
import { aJpeg, aPicture } from '../acquire/pictures.ts';

const WORDS = { title: plainText('The workshop'), credit: plainText('Photo: Tamsin Reed') };

const checksumOf = (bytes: Uint8Array): string => Buffer.from(sha256Hex(bytes), 'hex').toString('base64');

const world = (given: Partial<AddOwnImageDeps> = {}) => {
  const stores = createMemoryStores();
  const media = new MemoryObjectStore();
  const scope = aScope();
  const deps = {
    ...stores,
    media,
    clock: () => START_MS,
    process: createPictureProcessor(() => Promise.resolve(0), 1, OWN_PICTURES),
    uploads: { presign: (key: string) => Promise.resolve({ url: `https://bucket.example/${key}`, headers: {} }) },
    ...given,
  };
  const announce = (bytes: Uint8Array, size = bytes.byteLength, owner = scope) =>
    announceOwnImage(deps, owner, { bytes: size, checksum: checksumOf(bytes) });
  const upload = async (bytes: Uint8Array, sent = bytes, owner = scope): Promise<void> => {
    const { url } = await announce(bytes, bytes.byteLength, owner);
    await media.put(url.replace('https://bucket.example/', ''), sent, { contentType: '' });
  };
  const add = (bytes: Uint8Array, words: Partial<typeof WORDS> | { credit: null } = {}, owner = scope) =>
    addOwnImage(deps, owner, { ...WORDS, ...words, checksum: checksumOf(bytes) });
  const files = async (): Promise<readonly string[]> => {
    const keys: string[] = [];
    for await (const { key } of media.list('')) keys.push(key);
    return keys;
  };
  return { deps, stores, media, scope, announce, upload, add, files };
};

describe('a picture of one’s own', () => {
  it('goes to a key below its workspace that is made of its checksum, whatever else is said', async () => {
    const { announce, scope } = world();
    const bytes = await aJpeg(400, 300);
    const { url, expiresAt } = await announce(bytes);
    expect(url).toBe(`https://bucket.example/workspaces/${scope.workspaceId}/images/uploads/${sha256Hex(bytes)}`);
    expect(Date.parse(expiresAt)).toBe(START_MS + LIMITS.presignedMinutes.value * 60_000);
  });

  it('is kept with its words, its files below its workspace and its upload gone', async () => {
    const { upload, add, files, scope, stores, media } = world();
    const bytes = await aJpeg(1_600, 1_200);
    await upload(bytes);
    const image = StoredImage.parse(await add(bytes));
    expect(image).toMatchObject({
      candidate: {
        provider: 'owner',
        origin: 'owner',
        title: 'The workshop',
        credit: 'Photo: Tamsin Reed',
        width: 1_600,
        licence: { id: 'owner' },
      },
      original: { mime: 'image/jpeg', width: 1_600, height: 1_200, bytes: bytes.byteLength },
    });
    expect(await stores.ownImages.find(scope, image.id)).toMatchObject({ state: 'kept', addedBy: scope.principalId, image });
    expect(new Set(image.variants.map(({ key }) => key))).toEqual(new Set(await files()));
    expect((await files()).every(key => key.startsWith(`workspaces/${scope.workspaceId}/images/${image.id}/`))).toBe(true);
    const master = await media.get(image.variants[0]!.key);
    expect(ExifReader.load(Buffer.from(master!))['Credit']?.description).toBe('Photo: Tamsin Reed');
  });

  it('that nobody is to be credited for is credited as an own picture', async () => {
    const { upload, add } = world();
    const bytes = await aJpeg(400, 300);
    await upload(bytes);
    expect((await add(bytes, { credit: null })).candidate).toMatchObject({ author: null, credit: 'own picture' });
  });

  it('is no part of the catalogue, and has another id in every workspace', async () => {
    const { upload, add, stores } = world();
    const bytes = await aJpeg(400, 300);
    const other = aScope();
    await upload(bytes);
    await upload(bytes, bytes, other);
    const [mine, theirs] = [await add(bytes), await add(bytes, {}, other)];
    expect(mine.id).not.toBe(theirs.id);
    expect(mine.id).not.toBe(sha256Hex(bytes));
    expect(await stores.images.getMany([mine.id, theirs.id, sha256Hex(bytes)])).toEqual([]);
    expect(await stores.ownImages.find(other, mine.id)).toBeNull();
  });
});

describe('adding it a second time', () => {
  it('gives the picture that is there, whether or not it was sent again', async () => {
    const { upload, add, media, stores, scope } = world();
    const bytes = await aJpeg(400, 300);
    await upload(bytes);
    const first = await add(bytes);
    const writes = media.writes.length;
    expect(await add(bytes)).toEqual(first);
    await upload(bytes);
    expect(await add(bytes)).toEqual(first);
    expect(media.writes).toHaveLength(writes + 1);
    expect((await stores.ownImages.list(scope, { limit: 10 })).items).toHaveLength(1);
  });

  it('with other words gives it those, once it was sent again', async () => {
    const { upload, add, stores, scope } = world();
    const bytes = await aJpeg(400, 300);
    await upload(bytes);
    const first = await add(bytes);
    const credit = plainText('Photo: Somebody else');
    await expect(add(bytes, { credit })).rejects.toMatchObject({ code: 'UPLOAD_INCOMPLETE' });
    await upload(bytes);
    expect(await add(bytes, { credit })).toMatchObject({ id: first.id, candidate: { credit } });
    expect(await stores.ownImages.find(scope, first.id)).toMatchObject({ version: 2, image: { candidate: { credit } } });
  });

  it('at the same time is one picture', async () => {
    const { upload, add, stores, scope } = world();
    const bytes = await aJpeg(400, 300);
    await upload(bytes);
    const [first, second] = await Promise.all([add(bytes), add(bytes)]);
    expect(second.id).toBe(first.id);
    expect((await stores.ownImages.list(scope, { limit: 10 })).items).toHaveLength(1);
  });

  it.each([1, 2, 3, 4, 5, 6, 7])('after it was killed at write %i leaves what one that was not killed leaves', async at => {
    const bytes = await aJpeg(900, 700);
    const whole = world();
    await whole.upload(bytes);
    await whole.add(bytes, {}, whole.scope);
    const { deps, stores, media, upload, add, files, scope } = world();
    await upload(bytes);
    let writes = 0;
    const dying = async <T>(work: () => Promise<T>): Promise<T> => {
      writes += 1;
      if (writes >= at) throw new Error('killed');
      return work();
    };
    const killed: AddOwnImageDeps = {
      ...deps,
      media: {
        get: key => media.get(key),
        put: (...given) => dying(() => media.put(...given)),
        remove: key => dying(() => media.remove(key)),
      },
      ownImages: Object.assign(Object.create(stores.ownImages) as typeof stores.ownImages, {
        find: (...given: Parameters<typeof stores.ownImages.find>) => stores.ownImages.find(...given),
        list: (...given: Parameters<typeof stores.ownImages.list>) => stores.ownImages.list(...given),
        save: (...given: Parameters<typeof stores.ownImages.save>) => dying(() => stores.ownImages.save(...given)),
      }),
    };
    await addOwnImage(killed, scope, { ...WORDS, checksum: checksumOf(bytes) }).catch(() => null);
    const image = await add(bytes);
    expect(await stores.ownImages.find(scope, image.id)).toMatchObject({ state: 'kept' });
    const shape = (keys: readonly string[]) => keys.filter(key => !key.includes('/uploads/')).map(key => key.split('/').at(-1));
    expect(shape(await files())).toEqual(shape(await whole.files()));
  });

  it('while it is being deleted is refused, and works once that is through', async () => {
    const { deps, upload, add, stores, scope } = world();
    const bytes = await aJpeg(400, 300);
    await upload(bytes);
    const { id } = await add(bytes);
    await beginRemoval(deps, scope, id);
    await upload(bytes);
    await expect(add(bytes)).rejects.toMatchObject({ code: 'CONFLICT' });
    await stores.ownImages.remove(scope, id);
    expect((await add(bytes)).id).toBe(id);
  });
});

describe('what is not taken', () => {
  it('too many bytes are refused before they are sent', async () => {
    const { announce } = world();
    await expect(announce(new Uint8Array(3), LIMITS.ownPictureBytes.value + 1)).rejects.toMatchObject({ code: 'IMAGE_UPLOAD_TOO_LARGE' });
  });

  it('bytes that never came, or others than were announced', async () => {
    const { upload, add } = world();
    const bytes = await aJpeg(400, 300);
    await expect(add(bytes)).rejects.toMatchObject({ code: 'UPLOAD_INCOMPLETE' });
    await upload(bytes, await aJpeg(500, 300));
    await expect(add(bytes)).rejects.toMatchObject({ code: 'UPLOAD_INCOMPLETE' });
  });

  it.each([
    [
      'a vector',
      () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"/>')),
      'IMAGE_UNSUPPORTED',
    ],
    ['a TIFF', () => aPicture(400, 300).tiff().toBuffer(), 'IMAGE_UNSUPPORTED'],
    ['an icon', () => aPicture(64, 64).png().toBuffer(), 'IMAGE_UNSUPPORTED'],
    ['half a picture', async () => (await aJpeg(1_200, 900)).subarray(0, 9_000), 'IMAGE_UNSUPPORTED'],
    ['too many pixels', () => aPicture(8_000, 8_000).png().toBuffer(), 'IMAGE_UPLOAD_TOO_LARGE'],
  ] as const)('%s, and nothing of it is kept', async (_, make, code) => {
    const { upload, add, files, stores, scope } = world();
    const bytes = await make();
    await upload(bytes);
    await expect(add(bytes)).rejects.toMatchObject({ code });
    expect((await files()).every(key => key.includes('/uploads/'))).toBe(true);
    expect((await stores.ownImages.list(scope, { limit: 10 })).items).toEqual([]);
  });

  it.each(['png', 'webp'] as const)('a %s is', async format => {
    const { upload, add } = world();
    const bytes = await aPicture(400, 300).toFormat(format).toBuffer();
    await upload(bytes);
    expect((await add(bytes)).original.mime).toBe(`image/${format}`);
  });

  it('more pictures than a workspace keeps', async () => {
    const { upload, add, stores, scope } = world();
    for (let count = 0; count < LIMITS.ownPictures.value; count += 1)
      await stores.ownImages.save(scope, anOwnImage(scope, `picture ${count}`));
    const bytes = await aJpeg(400, 300);
    await upload(bytes);
    await expect(add(bytes)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
