import type { Manifest, ManifestImage } from '../../manifest.ts';

/** A picture's small variant as it is to stand in the page. */
export interface PictureBytes {
  readonly mime: string;
  readonly base64: string;
}

/** @returns the bytes of a stored picture's variant, or null where there are none */
export type PictureLookup = (imageId: string, variant: 'thumb') => PictureBytes | null;

/** Most bytes of one embedded picture; with it a page of thirty pictures stays below three megabytes. */
const MOST_THUMB_BYTES = 60_000;

export interface EmbeddedPictures {
  /** Class of each embedded picture, by image id. */
  readonly classes: ReadonlyMap<string, string>;
  /** One rule a picture, so that its bytes stand in the page once however often it is shown. */
  readonly css: string;
  readonly notCarried: readonly string[];
}

const MIMES = new Set(['image/jpeg', 'image/png', 'image/webp']);

const usable = ({ mime, base64 }: PictureBytes): boolean => MIMES.has(mime) && /^[A-Za-z0-9+/]+={0,2}$/u.test(base64);

const reasonAgainst = ({ title }: ManifestImage, bytes: PictureBytes | null): string | null => {
  if (!bytes || !usable(bytes)) return `“${title}”: its picture could not be read.`;
  if ((bytes.base64.length * 3) / 4 > MOST_THUMB_BYTES) return `“${title}”: its small picture is larger than ${MOST_THUMB_BYTES} bytes.`;
  return null;
};

export const embedPictures = ({ images }: Manifest, lookup: PictureLookup): EmbeddedPictures => {
  const classes = new Map<string, string>();
  const rules: string[] = [];
  const notCarried: string[] = [];
  for (const image of images) {
    const bytes = lookup(image.id, 'thumb');
    const reason = reasonAgainst(image, bytes);
    if (!bytes || reason !== null) {
      notCarried.push(reason ?? '');
      continue;
    }
    const name = `i${classes.size}`;
    classes.set(image.id, name);
    rules.push(`.${name}{background-image:url(data:${bytes.mime};base64,${bytes.base64})}`);
  }
  return { classes, css: rules.join('\n'), notCarried };
};
