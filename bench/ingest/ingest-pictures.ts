import sharp from 'sharp';
import { createPictureProcessor, type ProcessedPicture } from '../../core/src/images/acquire/picture-processor.ts';

/** Run as a process of its own, so that nothing else is in its memory. Prints one line of JSON. */

const ROUNDS = 5;
const PARALLEL_CALLS = 16;
const OPTIONS = { xmp: '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>', crops: true, whole: true, thumb: 'whole' } as const;
/** As `render-picture.ts` encodes. */
const JPEG = { quality: 86, chromaSubsampling: '4:2:0' } as const;
const MASTER = 1_920;

/** Twelve megapixels with structure everywhere: flat pictures would encode too easily. */
const photograph = async (): Promise<Buffer> => {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const small = await sharp({ create: { width: 1_000, height: 750, channels: 3, background: 'black', noise } })
    .blur(2)
    .png()
    .toBuffer();
  return sharp(small).resize(4_000, 3_000).jpeg({ quality: 90 }).toBuffer();
};

/** The same decoding, cropping and encoding, with sharp and nothing else: no look at the bytes, no hashes, no bound on memory. */
const bare = async (bytes: Buffer, { variants }: ProcessedPicture): Promise<void> => {
  const { data, info } = await sharp(bytes, { sequentialRead: true })
    .autoOrient()
    .resize({ width: MASTER, height: MASTER, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raster = () => sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
  // The small picture that hashes are made of.
  await raster().resize({ width: 100, height: 100, fit: 'inside' }).ensureAlpha().raw().toBuffer();
  for (const { file, width, height } of variants) {
    const position = file.startsWith('crop') ? sharp.strategy.attention : 'centre';
    await raster().resize({ width, height, fit: 'cover', position }).jpeg(JPEG).withXmp(OPTIONS.xmp).toBuffer();
  }
};

const cpuOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

// The judge of what is not to be shown is a model with a benchmark of its own; here the work on pixels is compared.
const ingest = createPictureProcessor(() => Promise.resolve(0), 1);
const bytes = await photograph();
const processed = await ingest(bytes, 'image/jpeg', OPTIONS);
if (processed.outcome !== 'done') throw new Error(`the picture was refused: ${processed.why}`);
await bare(bytes, processed.value);
const ours: number[] = [];
const theirs: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  ours.push(await cpuOf(() => ingest(bytes, 'image/jpeg', OPTIONS)));
  theirs.push(await cpuOf(() => bare(bytes, processed.value)));
}
await Promise.all(Array.from({ length: PARALLEL_CALLS }, () => ingest(bytes, 'image/jpeg', OPTIONS)));
const peakMegabytes = process.resourceUsage().maxRSS / 1_024;
const files = processed.value.variants.length;
const kilobytes = processed.value.variants.reduce((sum, variant) => sum + variant.bytes.length, 0) / 1_024;
console.log(JSON.stringify({ ours: median(ours), bare: median(theirs), peakMegabytes, files, kilobytes, parallelCalls: PARALLEL_CALLS }));
