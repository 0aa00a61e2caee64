import * as z from 'zod';

/** What we keep of a file's current version. */
export const FileInfo = z.object({
  bytes: z.int().positive().nullable(),
  /** Pixels of the original; 0 for what has no pixels. */
  width: z.int().nonnegative(),
  height: z.int().nonnegative(),
  mime: z.string(),
  /** `BITMAP`, `DRAWING`, `AUDIO`, `VIDEO`, `OFFICE`, … */
  mediaType: z.string(),
  sha1: z.string().nullable(),
  url: z.url(),
  pageUrl: z.url(),
  /** The rendition of the width we asked for, or of the original's where that is smaller; null where rendering failed. */
  thumb: z.object({ url: z.url(), width: z.int().positive(), height: z.int().positive() }).nullable(),
  /** `extmetadata` by name, values as the wiki's templates gave them: HTML, lists with `|`, words. */
  meta: z.record(z.string(), z.string()),
  /** When the wiki answered so; absent in answers kept before this was noted. */
  seenAt: z.iso.datetime().optional(),
});
export type FileInfo = z.infer<typeof FileInfo>;

/** A file of Commons. `info` is null where there is no such file, or where its description could not be read. */
export const CommonsFile = z.object({
  /** With its namespace: `File:Name.jpg`. */
  title: z.string().startsWith('File:'),
  info: FileInfo.nullable(),
});
export type CommonsFile = z.infer<typeof CommonsFile>;

/** Values are strings, but a version number is a number, and with several languages a map from language to text. */
const metaText = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  const languages = z.record(z.string(), z.unknown()).safeParse(value);
  if (!languages.success) return null;
  const texts = Object.entries(languages.data).flatMap(([language, text]) =>
    language !== '_type' && typeof text === 'string' ? [{ language, text }] : [],
  );
  return (texts.find(({ language }) => language === 'en') ?? texts[0])?.text ?? null;
};

/** What has another shape is treated as absent, so that one odd field never costs the file. An empty map may come as `[]`. */
const ExtMetadata = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]).transform(fields => {
  const meta: Record<string, string> = {};
  for (const [name, field] of Object.entries(fields)) {
    const text = metaText(z.object({ value: z.unknown() }).safeParse(field).data?.value);
    if (text !== null) meta[name] = text;
  }
  return meta;
});

/** Where the links lead without the wiki's own campaign parameters, so that one file has one address. */
const withoutCampaign = (address: string): string => {
  const url = new URL(address);
  for (const name of [...url.searchParams.keys()]) if (name.startsWith('utm_')) url.searchParams.delete(name);
  return url.href;
};

const ImageInfo = z
  .object({
    size: z.int().optional(),
    width: z.int().optional(),
    height: z.int().optional(),
    mime: z.string().optional(),
    mediatype: z.string().optional(),
    sha1: z.string().optional(),
    url: z.url(),
    descriptionurl: z.url(),
    thumburl: z.url().optional(),
    thumbwidth: z.int().positive().optional(),
    thumbheight: z.int().positive().optional(),
    thumberror: z.string().optional(),
    extmetadata: ExtMetadata.optional(),
  })
  .transform((info): FileInfo => ({
    bytes: info.size === undefined || info.size <= 0 ? null : info.size,
    width: info.width ?? 0,
    height: info.height ?? 0,
    mime: info.mime ?? '',
    mediaType: info.mediatype ?? '',
    sha1: info.sha1 ?? null,
    url: withoutCampaign(info.url),
    pageUrl: withoutCampaign(info.descriptionurl),
    thumb:
      info.thumburl === undefined || info.thumbwidth === undefined || info.thumbheight === undefined || info.thumberror !== undefined
        ? null
        : { url: withoutCampaign(info.thumburl), width: info.thumbwidth, height: info.thumbheight },
    meta: info.extmetadata ?? {},
  }));

/**
 * A page of a query with `prop=imageinfo`. `missing` alone does not mean that there is no file: one that lies on Commons is
 * `missing` and `known` on every other wiki, and has its `imageinfo`.
 */
export const ImageInfoPage = z
  .object({ title: z.string(), filemissing: z.unknown().optional(), imageinfo: z.array(z.unknown()).optional() })
  .transform(page => {
    const info = ImageInfo.safeParse(page.imageinfo?.[0]);
    return { title: page.title, info: info.success && page.filemissing === undefined ? info.data : null };
  })
  .pipe(CommonsFile);
