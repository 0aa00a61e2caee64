import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import type { Raster } from './render-picture.ts';
import type { UnsafePicture } from './unsafe-picture.ts';

const SIDE = 224;
/** In the order of the model's `config.json`. Drawn or neutral says nothing: that depends on how the picture is shrunk. */
export const CLASSES = ['drawing', 'hentai', 'neutral', 'porn', 'sexy'] as const;
const UNSAFE: ReadonlySet<(typeof CLASSES)[number]> = new Set(['hentai', 'porn', 'sexy']);

/** Red, green and blue planes of the picture at the model's size, 0–1. */
const planes = async ({ data, width, height, channels }: Raster): Promise<Float32Array> => {
  const small = await sharp(data, { raw: { width, height, channels } })
    .removeAlpha()
    .resize({ width: SIDE, height: SIDE, fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer();
  const pixels = SIDE * SIDE;
  const values = new Float32Array(3 * pixels);
  for (let plane = 0; plane < 3; plane += 1) {
    for (let pixel = 0; pixel < pixels; pixel += 1) values[plane * pixels + pixel] = (small[pixel * 3 + plane] ?? 0) / 255;
  }
  return values;
};

/** @returns the share of the unsafe classes after softmax */
const unsafeShare = (logits: Float32Array): number => {
  const highest = Math.max(...logits);
  const powers = CLASSES.map((name, index) => [name, Math.exp((logits[index] ?? 0) - highest)] as const);
  const sum = (some: typeof powers): number => some.reduce((total, [, power]) => total + power, 0);
  return sum(powers.filter(([name]) => UNSAFE.has(name))) / sum(powers);
};

/** @param modelFolder with `onnx/model.onnx`; read at the first picture and kept @param threads that one picture may use */
export const onnxUnsafePicture = (modelFolder: string, threads: number): UnsafePicture => {
  let loaded: Promise<InferenceSession> | undefined;
  return async picture => {
    loaded ??= InferenceSession.create(join(modelFolder, 'onnx', 'model.onnx'), { intraOpNumThreads: threads, interOpNumThreads: 1 });
    const session = await loaded;
    const answer = await session.run({ pixel_values: new Tensor('float32', await planes(picture), [1, 3, SIDE, SIDE]) });
    const data = answer['logits']?.data;
    if (!(data instanceof Float32Array) || data.length !== CLASSES.length) throw new TypeError('not the classifier of unsafe pictures');
    return unsafeShare(data);
  };
};
