import sharp, { type Sharp } from 'sharp';
import type { PlacementPreset } from '../../jobs/job-settings.ts';
import { FRAMES } from '../../timeline/placement-presets.ts';
import type { ImageVariant } from '../stored-image.ts';
import { LIMITS } from '../../platform/limits.ts';

/** A file that was made, before it is stored. */
export interface RenderedVariant {
  /** Of the file; several variants may share one. */
  readonly file: string;
  readonly names: readonly string[];
  readonly mime: ImageVariant['mime'];
  readonly extension: 'jpg' | 'png';
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

export interface RenderOptions {
  /** XMP packet with the credit, written into every file. */
  readonly xmp: string;
  /** Whether crops for the placements are made: not of logos and flags, nor where the licence forbids changes. */
  readonly crops: boolean;
  /** Whether the picture is also kept as a whole; false where only altered copies may be shown. */
  readonly whole: boolean;
  /** `crop`: an altered copy, where unaltered ones may not be handed on. */
  readonly thumb: 'whole' | 'crop';
}

/** Pixels as they are worked on: turned upright, in sRGB, without profile, location or serial numbers. */
export interface Raster {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

/** As wide as a frame at 1080p. Crops are made of the same pixels: the shapes that fill a frame are near its own. */
const LONGEST_MASTER = 1_920;
const LONGEST_THUMB = 320;
const CROPPED_THUMB = { width: LONGEST_THUMB, height: 180 };

/** Differences to the original are not visible beside a video, at half the size of quality 95. */
const JPEG = { quality: 86, chromaSubsampling: '4:2:0' } as const;

const rasterOf = ({ data, width, height, channels }: Raster): Sharp => sharp(data, { raw: { width, height, channels } });

/**
 * Decodes once, at the size of the master, of which everything else is made.
 * @throws where the bytes are truncated or damaged
 */
export const decodePicture = async (bytes: Uint8Array): Promise<Raster> => {
  const upright = sharp(bytes, { limitInputPixels: LIMITS.picturePixels.value, failOn: 'error', sequentialRead: true })
    .autoOrient()
    .resize({ width: LONGEST_MASTER, height: LONGEST_MASTER, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb');
  const { data, info } = await upright.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const raster: Raster = { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 };
  if (raster.channels === 3 || !(await rasterOf(raster).stats()).isOpaque) return raster;
  return { ...raster, channels: 3, data: await rasterOf(raster).removeAlpha().raw().toBuffer() };
};

/** PNG keeps transparency; everything else becomes JPEG. */
const encode = async (picture: Sharp, raster: Raster, xmp: string, file: string, names: readonly string[]): Promise<RenderedVariant> => {
  const isPng = raster.channels === 4;
  const encoded = isPng ? picture.png({ compressionLevel: 8 }) : picture.jpeg(JPEG);
  const { data, info } = await encoded.withXmp(xmp).toBuffer({ resolveWithObject: true });
  return {
    file,
    names,
    mime: isPng ? 'image/png' : 'image/jpeg',
    extension: isPng ? 'png' : 'jpg',
    width: info.width,
    height: info.height,
    bytes: data,
  };
};

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly presets: readonly PlacementPreset[];
}

/** Presets of one shape share a file. */
const SHAPES: readonly Shape[] = (['youtube', 'square', 'tiktok', 'reels', 'shorts'] as const).reduce<Shape[]>((shapes, preset) => {
  const { width, height } = FRAMES[preset];
  const same = shapes.findIndex(shape => shape.width === width && shape.height === height);
  const known = shapes[same];
  if (known === undefined) return [...shapes, { width, height, presets: [preset] }];
  return shapes.with(same, { ...known, presets: [...known.presets, preset] });
}, []);

/** The largest part of the picture in a frame's shape, no larger than the frame, around what draws the eye. */
const cropped = (raster: Raster, frame: Pick<Shape, 'width' | 'height'>): Sharp => {
  const ratio = frame.width / frame.height;
  const width = Math.max(1, Math.round(Math.min(frame.width, raster.width, raster.height * ratio)));
  // Rounded up it would be a row more than the picture has, and the whole of it enlarged for that: six times the work.
  const height = Math.max(1, Math.min(raster.height, Math.round(width / ratio)));
  return rasterOf(raster).resize({ width, height, fit: 'cover', position: sharp.strategy.attention });
};

/** For lists and storyboards: the whole picture small, or the part of it that draws the eye. */
const thumbOf = (raster: Raster, kind: RenderOptions['thumb']): Sharp =>
  kind === 'whole'
    ? rasterOf(raster).resize({ width: LONGEST_THUMB, height: LONGEST_THUMB, fit: 'inside', withoutEnlargement: true })
    : cropped(raster, CROPPED_THUMB);

/** All files of one picture, one after another: encoding is what takes memory. */
export const renderPicture = async (raster: Raster, { xmp, crops, whole, thumb }: RenderOptions): Promise<readonly RenderedVariant[]> => {
  const rendered: RenderedVariant[] = [];
  if (whole) rendered.push(await encode(rasterOf(raster), raster, xmp, 'master', ['master']));
  rendered.push(await encode(thumbOf(raster, thumb), raster, xmp, 'thumb', ['thumb']));
  if (crops)
    for (const shape of SHAPES) {
      const file = `crop-${shape.width}x${shape.height}`;
      rendered.push(await encode(cropped(raster, shape), raster, xmp, file, shape.presets));
    }
  return rendered;
};
