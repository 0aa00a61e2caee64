import sharp, { type Sharp } from 'sharp';
import { hexDigest } from '../draw.ts';
import { ByteCache } from './byte-cache.ts';
import { Letters } from './letters.ts';
import { padTo } from './pad-bytes.ts';
import { drawPicture, type Picture } from './picture.ts';

export type PictureFormat = 'jpeg' | 'png' | 'svg' | 'gif' | 'tiff' | 'webp';

export interface PaintRequest {
  readonly picture: Picture;
  readonly width: number;
  readonly height: number;
  readonly format: PictureFormat;
  /** The file is made exactly so long, where the format can carry filling and the painted bytes are fewer. */
  readonly bytes?: number;
}

export interface Painted {
  readonly bytes: Buffer;
  readonly mime: string;
  /** Strong, with its quotes; the same request always paints the same. */
  readonly etag: string;
}

export const MIME_TYPES: Readonly<Record<PictureFormat, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  gif: 'image/gif',
  tiff: 'image/tiff',
  webp: 'image/webp',
};

/** Painted bytes kept, so that a picture asked for again costs nothing. */
const CACHED_BYTES = 48_000_000;

/** Pictures painted at a time: a third would only wait for the same two cores, with its pixels in memory. */
const AT_ONCE = 2;

/** Longer side of the drawing that is rendered; larger pictures are enlarged from it. */
const LONGEST_DRAWING = 1_600;

/** Paints pictures that say what they show. */
export class Painter {
  readonly #letters = new Letters();
  readonly #cache = new ByteCache(CACHED_BYTES);
  readonly #waiting: (() => void)[] = [];
  #painting = 0;

  /** @returns bytes in the format asked for, and always the same for the same request */
  async paint(request: PaintRequest): Promise<Painted> {
    const key = hexDigest('sha1', JSON.stringify(request));
    const known = this.#cache.get(key);
    const bytes = known ?? (await this.#inTurn(() => this.#make(request)));
    if (known === undefined) this.#cache.set(key, bytes);
    return { bytes, mime: MIME_TYPES[request.format], etag: `"${key}"` };
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#painting >= AT_ONCE) await new Promise<void>(go => this.#waiting.push(go));
    else this.#painting += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#painting -= 1;
      else next();
    }
  }

  async #make({ picture, width, height, format, bytes }: PaintRequest): Promise<Buffer> {
    if (format === 'svg') return padTo(Buffer.from(drawPicture(this.#letters, picture, width, height)), format, bytes);
    const scale = Math.min(1, LONGEST_DRAWING / Math.max(width, height));
    const drawing = drawPicture(this.#letters, picture, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
    const image = sharp(Buffer.from(drawing)).resize(width, height, { fit: 'fill', kernel: 'linear' }).flatten({ background: '#fff' });
    return padTo(await encode(image, format), format, bytes);
  }
}

const encode = (image: Sharp, format: Exclude<PictureFormat, 'svg'>): Promise<Buffer> => {
  switch (format) {
    case 'jpeg':
      return image.jpeg({ quality: 82, optimiseCoding: false }).toBuffer();
    case 'png':
      return image.png({ compressionLevel: 3 }).toBuffer();
    case 'gif':
      return image.gif({ effort: 1 }).toBuffer();
    case 'tiff':
      return image.tiff({ compression: 'lzw' }).toBuffer();
    case 'webp':
      return image.webp({ effort: 0 }).toBuffer();
  }
};
