import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { MIME_TYPES, Painter, type PictureFormat } from '../../../../local/sandbox/painter/painter.ts';
import { PICTOGRAMS } from '../../../../local/sandbox/painter/pictograms.ts';

const painter = new Painter();
const picture = { motif: 'statue', label: 'Marie Curie', shows: 'Statue of Marie Curie', footer: 'CC0 · Jane Doe', art: 'one' } as const;
const FORMATS: PictureFormat[] = ['jpeg', 'png', 'gif', 'tiff', 'webp', 'svg'];

/** Greys of a 16 × 16 copy: what a person sees from afar. */
const fromAfar = async (bytes: Buffer) => sharp(bytes).resize(16, 16, { fit: 'fill' }).greyscale().raw().toBuffer();
const difference = (a: Buffer, b: Buffer) => a.reduce((sum, grey, at) => sum + Math.abs(grey - (b[at] ?? 0)), 0) / a.length;

describe('Painter', () => {
  it.each(FORMATS)('paints %s in the size asked for, with its type', async format => {
    const { bytes, mime } = await painter.paint({ picture, width: 321, height: 243, format });
    const { width, height, format: found } = await sharp(bytes).metadata();
    expect({ width, height, found }).toEqual({ width: 321, height: 243, found: format });
    expect(mime).toBe(MIME_TYPES[format]);
  });

  it.each<[PictureFormat, number]>([
    ['jpeg', 300_000],
    ['png', 400_001],
    ['svg', 90_000],
    ['gif', 200_000],
    ['tiff', 900_000],
    ['webp', 200_000],
  ])('fills %s up to %i bytes, and it still decodes to the same pixels', async (format, length) => {
    const plain = await painter.paint({ picture, width: 400, height: 300, format });
    const filled = await painter.paint({ picture, width: 400, height: 300, format, bytes: length });
    expect(plain.bytes.length).toBeLessThan(length);
    expect(filled.bytes).toHaveLength(length);
    expect((await sharp(filled.bytes).raw().toBuffer()).equals(await sharp(plain.bytes).raw().toBuffer())).toBe(true);
  });

  it('paints the same bytes for the same request, also without its cache', async () => {
    const request = { picture, width: 640, height: 360, format: 'jpeg' } as const;
    const [first, again] = [await painter.paint(request), await new Painter().paint(request)];
    expect(again.bytes.equals(first.bytes)).toBe(true);
    expect(again.etag).toBe(first.etag);
  });

  it('tells motifs and photographs apart from afar, and keeps doubles of one photograph alike', async () => {
    const see = async (over: Partial<Record<keyof typeof picture, string>>, width = 600) =>
      fromAfar(
        (await painter.paint({ picture: { ...picture, ...over } as typeof picture, width, height: width / 1.5, format: 'jpeg' })).bytes,
      );
    const original = await see({});
    expect(difference(original, await see({}, 300))).toBeLessThan(4);
    expect(difference(original, await see({ art: 'two' }))).toBeGreaterThan(8);
    expect(difference(original, await see({ motif: 'map' }))).toBeGreaterThan(4);
  });

  it('draws every letter as a path: a machine without fonts paints the same', async () => {
    for (const motif of Object.keys(PICTOGRAMS)) {
      const { bytes } = await painter.paint({ picture: { ...picture, motif: motif as 'map' }, width: 300, height: 200, format: 'svg' });
      expect(bytes.toString()).not.toMatch(/<text|font-family|NaN|undefined|Infinity/);
    }
  });

  it('paints many at a time, all of them', async () => {
    const painted = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        painter.paint({ picture: { ...picture, art: `many ${n}` }, width: 120, height: 90, format: 'jpeg' }),
      ),
    );
    expect(new Set(painted.map(({ etag }) => etag)).size).toBe(12);
  });

  it('survives whatever a label may be', async () => {
    for (const label of ['', ' ', '<script>&"\'', '漢字かな', 'x'.repeat(5_000), '\u0000\u202E', '🇫🇷']) {
      const { bytes } = await painter.paint({ picture: { ...picture, label, shows: label }, width: 90, height: 200, format: 'png' });
      expect((await sharp(bytes).metadata()).width).toBe(90);
    }
  });
});
