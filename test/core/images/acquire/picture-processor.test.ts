import { describe, expect, it } from '@jest/globals';
import ExifReader from 'exifreader';
import sharp from 'sharp';
import { createPictureProcessor, type ProcessedPicture } from '../../../../core/src/images/acquire/picture-processor.ts';
import type { RenderedVariant, RenderOptions } from '../../../../core/src/images/acquire/render-picture.ts';
import { perceptualDistance, isNearDouble } from '../../../../core/src/images/perceptual-distance.ts';
import { creditXmp } from '../../../../core/src/images/rights/credit-xmp.ts';
import { aCandidate } from '../../../../core/src/testing/image-builders.ts';
import { aJpeg, aPicture } from './pictures.ts';

const process = createPictureProcessor(() => Promise.resolve(0), 2);
const OPTIONS: RenderOptions = { xmp: creditXmp(aCandidate()), crops: true, whole: true, thumb: 'whole' };

const processed = async (bytes: Uint8Array, type = 'image/jpeg', options = OPTIONS): Promise<ProcessedPicture> => {
  const outcome = await process(bytes, type, options);
  if (outcome.outcome !== 'done') throw new Error(`${outcome.outcome}: ${outcome.why}`);
  return outcome.value;
};
const named = (picture: ProcessedPicture, name: string): RenderedVariant => picture.variants.find(({ names }) => names.includes(name))!;

describe('a downloaded picture', () => {
  it('is refused where it may show nakedness or sex, and taken below that', async () => {
    const judgedAt = (share: number) => createPictureProcessor(() => Promise.resolve(share), 1);
    const bytes = await aJpeg(800, 600);
    expect(await judgedAt(0.5)(bytes, 'image/jpeg', OPTIONS)).toMatchObject({ outcome: 'failed', code: 'IMAGE_UNSAFE' });
    expect((await judgedAt(0.49)(bytes, 'image/jpeg', OPTIONS)).outcome).toBe('done');
  });

  it('becomes a master, a thumb and one crop for each shape of placement', async () => {
    const { variants } = await processed(await aJpeg(4000, 3000));
    expect(variants.map(({ file, names, width, height, mime }) => [file, names.join(' '), width, height, mime])).toEqual([
      ['master', 'master', 1920, 1440, 'image/jpeg'],
      ['thumb', 'thumb', 320, 240, 'image/jpeg'],
      ['crop-1920x1080', 'youtube', 1920, 1080, 'image/jpeg'],
      ['crop-1080x1080', 'square', 1080, 1080, 'image/jpeg'],
      ['crop-1080x1920', 'tiktok reels shorts', 810, 1440, 'image/jpeg'],
    ]);
  });

  it.each([
    [1920, 1080],
    [1919, 1079],
    [1280, 853],
    [1000, 607],
  ])('of %i × %i is cut in its own pixels: no crop has a row or a column more', async (width, height) => {
    const { variants } = await processed(await aJpeg(width, height));
    for (const variant of variants) {
      expect(variant.width).toBeLessThanOrEqual(width);
      expect(variant.height).toBeLessThanOrEqual(height);
    }
  });

  it('is never enlarged', async () => {
    const picture = await processed(await aJpeg(400, 300));
    expect([
      named(picture, 'master').width,
      named(picture, 'youtube').width,
      named(picture, 'youtube').height,
      named(picture, 'shorts').width,
    ]).toEqual([400, 400, 225, 169]);
  });

  it('is turned upright, and its size is told as it is seen', async () => {
    const sideways = await aPicture(800, 600).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const picture = await processed(sideways);
    expect([picture.width, picture.height, named(picture, 'master').width, named(picture, 'master').height]).toEqual([600, 800, 600, 800]);
  });

  it('keeps its credit and loses place, time and camera, in every file', async () => {
    const located = await aPicture(800, 600)
      .withExif({ IFD0: { Make: 'Secret', Model: 'Camera', Copyright: 'x' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
      .jpeg()
      .toBuffer();
    expect(ExifReader.load(located).Make?.description).toBe('Secret');
    for (const { bytes } of (await processed(located)).variants) {
      const tags = ExifReader.load(Buffer.from(bytes));
      expect([tags.Make, tags.Model, tags.GPSLatitude]).toEqual([undefined, undefined, undefined]);
      expect(tags.Credit?.description).toBe(aCandidate().credit);
      expect(tags.creator?.description).toBe('Alfred Edward Chalon');
    }
  });

  it('is in sRGB, whatever it came in', async () => {
    const cmyk = await aPicture(800, 600).toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    const master = named(await processed(cmyk), 'master');
    expect(await sharp(master.bytes).metadata()).toMatchObject({ space: 'srgb', channels: 3 });
    const [red = 0, green = 0, blue = 0] = await sharp(master.bytes).extract({ left: 790, top: 10, width: 1, height: 1 }).raw().toBuffer();
    expect(Math.max(Math.abs(red - 0xe8), Math.abs(green - 0xd8), Math.abs(blue - 0xb0))).toBeLessThan(24);
  });

  it('with sixteen bits, in grey or with a palette comes out with eight in three channels', async () => {
    for (const odd of [
      aPicture(640, 480).toColourspace('rgb16').png(),
      aPicture(640, 480).greyscale().png(),
      aPicture(640, 480).png({ palette: true }),
    ]) {
      const master = named(await processed(await odd.toBuffer(), 'image/png'), 'master');
      expect(await sharp(master.bytes).metadata()).toMatchObject({ depth: 'uchar', channels: 3, format: 'jpeg' });
    }
  });

  it('stays a PNG where it is transparent, and becomes a JPEG where its alpha channel hides nothing', async () => {
    const transparent = await sharp({ create: { width: 500, height: 400, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.4 } } })
      .png()
      .toBuffer();
    const opaque = await aPicture(500, 400).ensureAlpha().png().toBuffer();
    const kept = named(await processed(transparent, 'image/png'), 'master');
    expect([kept.mime, (await sharp(kept.bytes).metadata()).hasAlpha]).toEqual(['image/png', true]);
    expect(named(await processed(opaque, 'image/png'), 'master').mime).toBe('image/jpeg');
  });

  it.each(['webp', 'tiff', 'png', 'jpeg'] as const)('may be %s', async format => {
    const bytes = await aPicture(640, 480).toFormat(format).toBuffer();
    expect(await processed(bytes, `image/${format}`)).toMatchObject({ mime: `image/${format}`, width: 640, height: 480 });
  });

  it.each(['', 'application/octet-stream', 'image/jpg'])('may be called %j', async type => {
    expect(await processed(await aJpeg(640, 480), type)).toMatchObject({ mime: 'image/jpeg' });
  });

  it('makes the same bytes every time', async () => {
    const bytes = await aJpeg();
    const [first, second] = await Promise.all([processed(bytes), processed(bytes)]);
    expect(second).toEqual(first);
  });

  it('is only cropped where it may be changed, and only kept as a whole where that may be shown', async () => {
    const bytes = await aJpeg(640, 480);
    const files = async (given: Partial<typeof OPTIONS>): Promise<string[]> =>
      (await processed(bytes, 'image/jpeg', { ...OPTIONS, ...given })).variants.map(({ file }) => file);
    expect(await files({ crops: false })).toEqual(['master', 'thumb']);
    expect(await files({ whole: false })).toEqual(['thumb', 'crop-1920x1080', 'crop-1080x1080', 'crop-1080x1920']);
  });

  it('has a thumb that is itself a crop where unaltered copies may not be handed on', async () => {
    const { variants } = await processed(await aJpeg(1_000, 3_000), 'image/jpeg', { ...OPTIONS, thumb: 'crop' });
    expect(variants.find(({ file }) => file === 'thumb')).toMatchObject({ width: 320, height: 180 });
  });
});

describe('bytes that are refused', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"><script>alert(1)</script></svg>');
  const animated = async (format: 'webp' | 'gif'): Promise<Buffer> =>
    sharp([await aPicture(320, 240).png().toBuffer(), await aPicture(320, 240, { dark: 'white' }).png().toBuffer()], {
      join: { animated: true },
    })
      [format]()
      .toBuffer();
  /** A PNG that claims many more pixels than it has bytes for. */
  const flood = async (): Promise<Buffer> => {
    const png = Buffer.from(await aPicture(640, 480).png().toBuffer());
    png.writeUInt32BE(60_000, 16);
    png.writeUInt32BE(60_000, 20);
    return png;
  };

  it.each([
    ['nothing', () => Buffer.alloc(0), 'image/jpeg', 'IMAGE_BAD_BYTES'],
    ['a web page', () => Buffer.from('<!DOCTYPE html><html></html>'), 'image/jpeg', 'IMAGE_BAD_BYTES'],
    ['a drawing', () => svg, 'image/svg+xml', 'IMAGE_BAD_BYTES'],
    ['a PDF', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'application/pdf', 'IMAGE_BAD_BYTES'],
    ['a PNG that is called a JPEG', () => aPicture(640, 480).png().toBuffer(), 'image/jpeg', 'IMAGE_BAD_BYTES'],
    ['a JPEG that is called a web page', () => aJpeg(640, 480), 'text/html', 'IMAGE_BAD_BYTES'],
    ['half a JPEG', async () => (await aJpeg()).subarray(0, 9_000), 'image/jpeg', 'IMAGE_BAD_BYTES'],
    ['half a PNG', async () => (await aPicture(640, 480).png().toBuffer()).subarray(0, 1_500), 'image/png', 'IMAGE_BAD_BYTES'],
    ['a JPEG with nothing but its first bytes', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'image/jpeg', 'IMAGE_BAD_BYTES'],
    ['an animated WebP', () => animated('webp'), 'image/webp', 'IMAGE_BAD_BYTES'],
    ['a GIF', () => animated('gif'), 'image/gif', 'IMAGE_BAD_BYTES'],
    ['a flood of pixels', flood, 'image/png', 'IMAGE_TOO_LARGE'],
    ['an icon', () => aJpeg(64, 64), 'image/jpeg', 'IMAGE_BAD_BYTES'],
  ] satisfies [string, () => Promise<Buffer> | Buffer, string, string][])('%s', async (_case, bytes, type, code) => {
    expect(await process(await bytes(), type, OPTIONS)).toMatchObject({ outcome: 'failed', code });
  });
});

describe('hashes', () => {
  const hashed = async (bytes: Uint8Array) => processed(bytes);

  it('of copies are near, of other pictures far', async () => {
    const original = await hashed(await aJpeg(1600, 1200));
    const copies = [
      await aPicture(1600, 1200).jpeg({ quality: 35 }).toBuffer(),
      await aJpeg(800, 600),
      await aPicture(1600, 1200).modulate({ brightness: 1.15 }).jpeg().toBuffer(),
    ];
    for (const copy of copies) expect(isNearDouble(original, await hashed(copy))).toBe(true);
    const other = await hashed(await aJpeg(1600, 1200, { at: 0.55, dark: '#f8f8f8' }));
    expect(isNearDouble(original, other)).toBe(false);
  });

  it('have the form that is stored', async () => {
    const picture = await hashed(await aJpeg());
    expect(picture.perceptualHash).toMatch(/^[0-9a-f]{16}$/);
    expect(Buffer.from(picture.thumbhash, 'base64').length).toBeGreaterThan(10);
  });

  it('differ by the number of their bits', () => {
    expect(perceptualDistance('0000000000000000', 'ffffffffffffffff')).toBe(64);
    expect(perceptualDistance('8000000000000001', '0000000000000001')).toBe(1);
    expect(perceptualDistance('0123456789abcdef', '0123456789abcdef')).toBe(0);
  });
});
