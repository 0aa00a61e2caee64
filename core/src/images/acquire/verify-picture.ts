import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { LIMITS } from '../../platform/limits.ts';
import { done, failed, type Outcome } from '../../platform/outcome.ts';

/** What a download turned out to be. */
export interface VerifiedPicture {
  readonly mime: string;
  readonly width: number;
  readonly height: number;
}

/** What may come in. Vectors, documents and films are never decoded, whatever they are called. */
export interface AcceptedPictures {
  /** Media types by their bytes: still bitmaps. */
  readonly types: ReadonlySet<string>;
  readonly pixels: number;
  /** Pixels that its sides have at least. */
  readonly shortestSide: number;
  readonly longestSide: number;
}

/** Indexes promise sizes that their addresses do not keep; a logo may be flat, but nothing may be as small as an icon. */
export const SHOWN_SIDES = { shortestSide: 100, longestSide: 300 } as const;

/** From picture sources: museums and archives have TIFF. */
export const FETCHED_PICTURES: AcceptedPictures = {
  types: new Set(['image/jpeg', 'image/png', 'image/webp', 'image/tiff']),
  pixels: LIMITS.picturePixels.value,
  ...SHOWN_SIDES,
};

/** Servers that do not know better say these. */
const UNSPECIFIC = new Set(['', 'application/octet-stream', 'binary/octet-stream']);

const sameType = (claimed: string): string => (claimed === 'image/jpg' || claimed === 'image/pjpeg' ? 'image/jpeg' : claimed);

const bad = (why: string): Outcome<never> => failed('IMAGE_BAD_BYTES', why);

/**
 * Holds the bytes against what they claim to be, before anything is decoded: the type of its bytes decides, a claim that
 * differs is refused, and so are animations and pictures with more pixels than are ever decoded.
 * @param claimed media type of the answer, lower case
 */
export const verifyPicture = async (
  bytes: Uint8Array,
  claimed: string,
  accepted: AcceptedPictures = FETCHED_PICTURES,
): Promise<Outcome<VerifiedPicture>> => {
  const sniffed = (await fileTypeFromBuffer(bytes))?.mime;
  if (sniffed === undefined) return bad('its bytes are no picture');
  if (!UNSPECIFIC.has(claimed) && sameType(claimed) !== sniffed) return bad(`it claims to be ${claimed} and is ${sniffed}`);
  if (!accepted.types.has(sniffed)) return bad(`it is ${sniffed}, not a still bitmap`);
  let metadata;
  try {
    metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch {
    return bad('its header cannot be read');
  }
  if ((metadata.pages ?? 1) > 1 && sniffed !== 'image/tiff') return bad('it is animated');
  const { width, height } = metadata.autoOrient;
  if (width * height > accepted.pixels) return failed('IMAGE_TOO_LARGE', `it has ${width} × ${height} pixels`);
  if (Math.min(width, height) < accepted.shortestSide || Math.max(width, height) < accepted.longestSide)
    return bad(`it is only ${width} × ${height} pixels`);
  return done({ mime: sniffed, width, height });
};
