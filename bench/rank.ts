import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { ClipModel } from '../core/src/images/rank/image-text/clip-model.ts';
import { loadClip } from '../core/src/images/rank/image-text/load-clip.ts';
import { decodeForModel, normalised, type PixelRules } from '../core/src/images/rank/image-text/picture-pixels.ts';
import { graphPath, type ModelVariant } from '../core/src/platform/models/model-variant.ts';
import { seededRandom } from './align/random.ts';
import { mean, quantile } from './align/statistics.ts';
import { type ClipToMeasure, clipToMeasure } from './rank/clip-to-measure.ts';
import type { BenchReport, BenchRow } from './report.ts';

const BATCH = 8;
const ROUNDS = 30;
const THREADS = 2;

/** As large as what a search of a stock site shows: 1280 × 960, with soft shapes. */
const somePictures = async (count: number): Promise<Uint8Array[]> => {
  const random = seededRandom(1);
  const pictures: Uint8Array[] = [];
  for (let made = 0; made < count; made += 1) {
    const shapes = Buffer.from(Array.from({ length: 40 * 30 * 3 }, () => Math.floor(random.even() * 256)));
    const large = sharp(shapes, { raw: { width: 40, height: 30, channels: 3 } }).resize(1_280, 960);
    pictures.push(await large.jpeg({ quality: 86 }).toBuffer());
  }
  return pictures;
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

/** One after another, in every round the other first: whatever else the machine does falls on both. */
const alternately = async (a: () => Promise<unknown>, b: () => Promise<unknown>): Promise<{ a: number[]; b: number[] }> => {
  const times: { a: number[]; b: number[] } = { a: [], b: [] };
  for (let round = -2; round < ROUNDS; round += 1) {
    const first = round % 2 === 0;
    const [one, two] = first ? [await timed(a), await timed(b)] : [await timed(b), await timed(a)];
    if (round < 0) continue;
    times.a.push(first ? one : two);
    times.b.push(first ? two : one);
  }
  return times;
};

const row = (check: string, data: string, value: string): BenchRow => ({
  check,
  data,
  value,
  threshold: '',
  prototype: '',
  status: 'measured',
});

interface Measured {
  readonly clip: ClipToMeasure;
  readonly variant: ModelVariant;
  readonly rules: PixelRules;
  readonly pixels: readonly Uint8Array[];
}

/** Through the port's model against the bare library, on the same pixels. */
const ratioRows = async ({ clip, variant, rules, pixels }: Measured): Promise<{ rows: BenchRow[]; figures: Record<string, number> }> => {
  const { folder } = clip.model;
  const ours = await loadClip({ folder, variant, threads: THREADS });
  const bare = await InferenceSession.create(join(folder, graphPath('vision_model', variant.dtype)), {
    intraOpNumThreads: THREADS,
    interOpNumThreads: 1,
  });
  const side = rules.crop_size;
  const pixel_values = new Tensor('float32', normalised(pixels, rules), [BATCH, 3, side, side]);
  const { a, b } = await alternately(
    () => ours.embedPixels(pixels),
    () => bare.run({ pixel_values }),
  );
  await ours.dispose();
  await bare.release();
  const ratios = a.map((time, round) => (b[round] ?? NaN) / time);
  const ratio = quantile(ratios, 0.5);
  const perSecond = (times: readonly number[]): number => (1_000 * BATCH) / quantile(times, 0.5);
  return {
    rows: [
      {
        check: 'pictures embedded a second, ours against bare onnxruntime on the same tensors, ratio',
        data: `${clip.said} (${variant.dtype}); batches of ${BATCH}, ${THREADS} threads, median of ${ROUNDS} rounds; normalising is part of ours`,
        value: `${ratio.toFixed(3)} (quartiles ${quantile(ratios, 0.25).toFixed(3)} and ${quantile(ratios, 0.75).toFixed(3)})`,
        threshold: '≥ .95',
        prototype: '',
        peer: `onnxruntime-node ${perSecond(b).toFixed(1)}/s`,
        status: ratio >= 0.95 ? 'pass' : 'fail',
      },
      row('pictures embedded a second, from pixels', clip.said, perSecond(a).toFixed(1)),
      row('the event loop is held for a batch, ms', clip.said, `${quantile(b, 0.5).toFixed(0)} (95 %: ${quantile(b, 0.95).toFixed(0)})`),
    ],
    figures: { ratio, picturesPerSecond: perSecond(a), barePicturesPerSecond: perSecond(b), batchMs: quantile(b, 0.5) },
  };
};

/** What a picture costs before the model sees it, and all of it through the port. */
const wholeRows = async ({ clip, rules, pixels }: Measured, pictures: readonly Uint8Array[]): Promise<BenchRow[]> => {
  const decoding: number[] = [];
  for (const picture of pictures) decoding.push(await timed(() => decodeForModel(picture, rules)));
  const normalising: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) normalising.push((await timed(() => Promise.resolve(normalised(pixels, rules)))) / BATCH);
  const model = new ClipModel(clip.model, { threads: THREADS });
  await model.embedPictures(pictures.slice(0, BATCH));
  const whole = (await timed(() => model.embedPictures(pictures))) / pictures.length;
  await model.close();
  const data = `${pictures.length} JPEG of 1280 × 960`;
  return [
    row('decoding and shrinking a picture, ms', data, `${quantile(decoding, 0.5).toFixed(1)} (mean ${mean(decoding).toFixed(1)})`),
    row('normalising a picture, ms', data, quantile(normalising, 0.5).toFixed(2)),
    row('pictures embedded a second, from files, decoding while the model works', `${data}; ${clip.said}`, (1_000 / whole).toFixed(1)),
  ];
};

/** How fast pictures are embedded, and where the time goes. */
export const run = async (): Promise<BenchReport> => {
  const clip = await clipToMeasure();
  const [variant] = clip.model.variants;
  if (variant === undefined) throw new Error('The model has no variant for a processor.');
  const { rules, dispose } = await loadClip({ folder: clip.model.folder, variant, threads: THREADS });
  await dispose();
  const pictures = await somePictures(6 * BATCH);
  const decoded = await Promise.all(pictures.slice(0, BATCH).map(picture => decodeForModel(picture, rules)));
  const pixels = decoded.filter(each => each !== null);
  const measured: Measured = { clip, variant, rules, pixels };
  const { rows, figures } = await ratioRows(measured);
  return { name: 'rank', rows: [...rows, ...(await wholeRows(measured, pictures))], figures };
};
