import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { decodePicture, type Raster } from '../../../../core/src/images/acquire/render-picture.ts';
import { CLASSES, onnxUnsafePicture } from '../../../../core/src/images/acquire/onnx-unsafe-picture.ts';
import { UNSAFE_FROM } from '../../../../core/src/images/acquire/unsafe-picture.ts';
import { committed } from '../../../support/fixtures.ts';
import { aJpeg } from './pictures.ts';

const FOLDER = committed('models/nsfw-mobilenet-v2');
const unsafe = onnxUnsafePicture(FOLDER, 1);

const plain = async (background: string): Promise<Raster> => {
  const bytes = await sharp({ create: { width: 600, height: 400, channels: 3, background } })
    .jpeg()
    .toBuffer();
  return decodePicture(bytes);
};

describe('the classifier of unsafe pictures', () => {
  it('reads its classes in the order the model gives them', () => {
    const { id2label } = JSON.parse(readFileSync(`${FOLDER}/config.json`, 'utf8')) as { id2label: Record<string, string> };
    expect(Object.values(id2label).map(label => label.toLowerCase())).toEqual(CLASSES);
  });

  it('lets a drawing and plain colours pass, transparent ones among them', async () => {
    expect(await unsafe(await decodePicture(await aJpeg()))).toBeLessThan(UNSAFE_FROM);
    for (const background of ['#ffffff', '#205080', '#103010']) expect(await unsafe(await plain(background))).toBeLessThan(UNSAFE_FROM);
    const clear = await sharp({ create: { width: 300, height: 300, channels: 4, background: '#20508040' } })
      .png()
      .toBuffer();
    expect(await unsafe(await decodePicture(clear))).toBeLessThan(UNSAFE_FROM);
  });

  it('says the same of the same picture every time, a share between 0 and 1', async () => {
    const picture = await decodePicture(await aJpeg());
    const [first, second] = [await unsafe(picture), await unsafe(picture)];
    expect(second).toBe(first);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(first).toBeLessThanOrEqual(1);
  });

  it('a folder without it is told by the first picture, not taken for a safe answer', async () => {
    await expect(onnxUnsafePicture('/nowhere', 1)(await plain('#ffffff'))).rejects.toThrow();
  });
});
