import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AutoImageProcessor, RawImage } from '@huggingface/transformers';
import sharp from 'sharp';
import { CLIP_MODEL } from '../../../../../core/src/images/rank/image-text/clip-model-kind.ts';
import { ClipModel } from '../../../../../core/src/images/rank/image-text/clip-model.ts';
import type { ImageTextModel } from '../../../../../core/src/images/rank/image-text/image-text-model.ts';
import { openImageTextModel } from '../../../../../core/src/images/rank/image-text/open-image-text-model.ts';
import { decodeForModel, loadPixelRules, normalised } from '../../../../../core/src/images/rank/image-text/picture-pixels.ts';
import { findModel } from '../../../../../core/src/platform/models/model-folder.ts';
import type { ModelEvent } from '../../../../../core/src/platform/models/model-state.ts';
import { committed } from '../../../../support/fixtures.ts';

const ROOT = committed('test/models');
const NAME = 'colour-clip';
const FOLDER = join(ROOT, NAME);

const opened = (root: string | null = ROOT, events: ModelEvent[] = []): ImageTextModel =>
  openImageTextModel({
    find: () => findModel(CLIP_MODEL, { root, name: root === ROOT ? NAME : null, device: 'cpu' }),
    threads: 1,
    onEvent: event => events.push(event),
  });

const png = (background: string, width = 300, height = 200): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 4, background } })
    .png()
    .toBuffer();

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
const nearest = (one: Float32Array, others: readonly Float32Array[]): number =>
  others.map((other, at) => [dot(one, other), at] as const).sort(([a], [b]) => b - a)[0]![1];

const folders: string[] = [];
const copied = async (): Promise<string> => {
  const root = await mkdtemp(join(tmpdir(), 'clip-'));
  folders.push(root);
  await cp(FOLDER, join(root, NAME), { recursive: true });
  return root;
};

let model: ImageTextModel;
beforeAll(() => {
  model = opened();
});
afterAll(async () => {
  await model.close();
  for (const folder of folders) await rm(folder, { recursive: true });
});

const COLOURS = ['red', 'lime', 'blue', 'yellow', 'black', 'white'];
const TEXTS = ['a red car', 'green grass', 'the sea is blue', 'Yellow', 'a black cat', 'white snow'];

describe('pictures and texts in one space', () => {
  it('a picture lies nearest to the text that says what it shows, in the order given', async () => {
    const pictures = await model.embedPictures(await Promise.all(COLOURS.map(colour => png(colour))));
    const texts = await model.embedTexts(TEXTS);
    expect(pictures.map(picture => nearest(picture!, texts))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(texts.map(text => nearest(text, pictures as Float32Array[]))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('vectors are one long', async () => {
    const vectors = [...(await model.embedTexts(TEXTS)), ...(await model.embedPictures([await png('#336699')]))];
    for (const vector of vectors) expect(dot(vector!, vector!)).toBeCloseTo(1, 5);
  });

  it('JPEG and WebP are read like PNG, and what shines through is white', async () => {
    const red = sharp(await png('red'));
    const [plain, jpeg, webp, clear, white] = await model.embedPictures([
      await png('red'),
      await red.jpeg().toBuffer(),
      await red.webp().toBuffer(),
      await png('#ff000000'),
      await png('white'),
    ]);
    expect(dot(plain!, jpeg!)).toBeGreaterThan(0.999);
    expect(dot(plain!, webp!)).toBeGreaterThan(0.999);
    expect(dot(clear!, white!)).toBeGreaterThan(0.999);
  });

  it('the middle of a wide picture is looked at, upright', async () => {
    const wide = await sharp(await png('blue', 600, 200))
      .composite([{ input: await png('red', 200, 200), left: 200, top: 0 }])
      .png()
      .toBuffer();
    const [picture, red] = await model.embedPictures([wide, await png('red')]);
    expect(dot(picture!, red!)).toBeGreaterThan(0.99);
  });

  it('damaged bytes give null, and their neighbours their vectors', async () => {
    const whole = await png('red');
    const noise = Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 251));
    const photo = await sharp(noise.subarray(0, 4_800), { raw: { width: 40, height: 40, channels: 3 } })
      .jpeg()
      .toBuffer();
    const vectors = await model.embedPictures([
      Buffer.from('no picture'),
      whole,
      photo.subarray(0, photo.length / 2),
      new Uint8Array(),
      whole,
    ]);
    expect(vectors.map(vector => vector === null)).toEqual([true, false, true, true, false]);
    expect(vectors[1]).toEqual(vectors[4]);
  });

  it('batches give the vectors that one by one gives', async () => {
    const pictures = await Promise.all(Array.from({ length: 19 }, (_, at) => png(`rgb(${at * 13}, ${255 - at * 11}, ${at * 5})`)));
    const together = await model.embedPictures(pictures);
    const alone: (Float32Array | null)[] = [];
    for (const picture of pictures) alone.push(...(await model.embedPictures([picture])));
    together.forEach((vector, at) => expect(dot(vector!, alone[at]!)).toBeCloseTo(1, 5));
    const texts = Array.from({ length: 19 }, (_, at) => `${TEXTS[at % 6]!} `.repeat(1 + (at % 3)));
    const oneByOne: Float32Array[] = [];
    for (const text of texts) oneByOne.push(...(await model.embedTexts([text])));
    (await model.embedTexts(texts)).forEach((vector, at) => expect(dot(vector, oneByOne[at]!)).toBeCloseTo(1, 5));
  });

  it('nothing gives nothing, and a text of any length is read as far as the model goes', async () => {
    expect(await model.embedTexts([])).toEqual([]);
    expect(await model.embedPictures([])).toEqual([]);
    const [long, red] = await model.embedTexts([`red ${'word '.repeat(200)} blue`, 'red']);
    expect(dot(long!, red!)).toBeCloseTo(1, 5);
  });

  it('prepares pixels as the library’s own processor does', async () => {
    const noise = Buffer.from(Array.from({ length: 224 * 224 * 3 }, (_, at) => (at * 7919) % 251));
    const rules = await loadPixelRules(FOLDER);
    const pixels = await decodeForModel(
      await sharp(noise, { raw: { width: 224, height: 224, channels: 3 } })
        .png()
        .toBuffer(),
      rules,
    );
    expect(Buffer.from(pixels!).equals(noise)).toBe(true);
    const processor = await AutoImageProcessor.from_pretrained(FOLDER, { local_files_only: true });
    const { pixel_values: theirs } = await processor(new RawImage(new Uint8ClampedArray(noise), 224, 224, 3));
    const ours = normalised([pixels!], rules);
    const off = ours.reduce((most, value, at) => Math.max(most, Math.abs(value - (theirs as { data: Float32Array }).data[at]!)), 0);
    expect(off).toBeLessThan(1e-5);
  });
});

describe('an image-text model on a disk', () => {
  it('is looked for at once, loaded at first need, and named by its weights', async () => {
    const events: ModelEvent[] = [];
    const fresh = opened(ROOT, events);
    expect(fresh.state()).toEqual({ state: 'none', why: 'It is being looked for.' });
    const loading = fresh.name();
    expect(await loading).toMatch(/^colour-clip@[0-9a-f]{16}\/fp32$/);
    expect(fresh.state()).toEqual({ state: 'ready', model: NAME, verified: true, device: 'cpu', dtype: 'fp32' });
    expect(events.map(({ event }) => event)).toEqual(['found', 'loaded']);
    await fresh.close();
  });

  it('stands as found until it is needed', async () => {
    const found = await findModel(CLIP_MODEL, { root: ROOT, name: NAME, device: 'cpu' });
    const fresh = new ClipModel(found, { threads: 1 });
    expect(fresh.state()).toEqual({ state: 'found', model: NAME, verified: true });
    const working = fresh.embedTexts(['red']);
    expect(fresh.state()).toMatchObject({ state: 'loading' });
    await working;
    expect(fresh.state()).toMatchObject({ state: 'ready' });
    await fresh.close();
  });

  it('has the same name with and without a list of checksums, and another where a file is another', async () => {
    const root = await copied();
    await rm(join(root, NAME, 'SHA256SUMS'));
    const [plain, same] = [opened(), opened(root)];
    const name = await plain.name();
    expect(await same.name()).toBe(name);
    expect(same.state()).toMatchObject({ verified: false });
    await writeFile(join(root, NAME, 'config.json'), '{"model_type":"clip","changed":true}');
    const other = opened(root);
    expect(await other.name()).not.toBe(name);
    for (const each of [plain, same, other]) await each.close();
  });

  it('says what to do where there is none, and is looked for again', async () => {
    const root = await mkdtemp(join(tmpdir(), 'clip-'));
    folders.push(root);
    const events: ModelEvent[] = [];
    const late = opened(root, events);
    await expect(late.embedTexts(['red'])).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      detail: expect.stringMatching(/^There is no CLIP model in .*Put a CLIP model in ONNX form .*CUTAWAY_MODELS/),
    });
    expect(late.state()).toMatchObject({ state: 'none', why: expect.stringContaining('CUTAWAY_MODELS') });
    await cp(FOLDER, join(root, NAME), { recursive: true });
    expect(await late.embedTexts(['red'])).toHaveLength(1);
    expect(events.map(({ event }) => event)).toEqual(['missing', 'found', 'loaded']);
    await cp(FOLDER, join(root, 'other'), { recursive: true });
    await expect(opened(root).name()).rejects.toMatchObject({ detail: expect.stringContaining('CUTAWAY_IMAGE_MODEL') });
    await late.close();
  });

  it('is refused where a file is not the one that was pinned', async () => {
    const root = await copied();
    await writeFile(join(root, NAME, 'onnx/text_model.onnx'), 'another model');
    await expect(opened(root).name()).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      detail: expect.stringContaining('The image-text model is not the one that was pinned: onnx/text_model.onnx'),
    });
  });

  it('falls back to the processor where the GPU does not work, and says so', async () => {
    const events: ModelEvent[] = [];
    const found = await findModel(CLIP_MODEL, { root: ROOT, name: NAME, device: 'cuda' });
    const fresh = new ClipModel(found, { threads: 1, onEvent: event => events.push(event) });
    expect(await fresh.embedTexts(['red'])).toHaveLength(1);
    expect(events.map(({ event }) => event)).toEqual(['fell-back', 'loaded']);
    expect(fresh.state()).toMatchObject({ state: 'ready', device: 'cpu' });
    await fresh.close();
  });

  it('tells that it failed where it cannot be loaded, the reason to the operator only', async () => {
    const root = await copied();
    await rm(join(root, NAME, 'SHA256SUMS'));
    await writeFile(join(root, NAME, 'onnx/vision_model.onnx'), 'no graph');
    const broken = opened(root);
    await expect(broken.embedPictures([])).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      detail: 'The image-text model could not be loaded. The operator has to look at it.',
    });
    expect(broken.state()).toMatchObject({ state: 'failed', model: NAME });
    await broken.close();
  });
});
