import type { FileInfo } from './commons-file.ts';

/** Widths that Wikimedia's thumbnail servers make; every other one is refused. https://www.mediawiki.org/wiki/Common_thumbnail_sizes */
export const THUMB_WIDTHS = [20, 40, 60, 120, 250, 330, 500, 960, 1280, 1920, 3840] as const;

/** Asked of the API: as wide as our widest master. Narrower originals come as they are. */
export const DOWNLOAD_WIDTH: (typeof THUMB_WIDTHS)[number] = 1920;
/** Wide enough to judge a picture by, eye or model. */
const PREVIEW_WIDTH: (typeof THUMB_WIDTHS)[number] = 500;

/** Bytes of an original that is still downloaded where no rendition could be made. */
const LARGEST_ORIGINAL = 20 * 1024 * 1024;

const THUMB_NAME = /\/(\d+)px-[^/]+$/;

export interface Rendition {
  readonly downloadUrl: string;
  readonly previewUrl: string;
  /** Pixels of what will be downloaded, as far as the answer can be believed; measured again after download. */
  readonly width: number;
  readonly height: number;
}

/** The same rendition in another width that the servers make; the address as it is where it does not name a width. */
const atWidth = (thumbUrl: string, width: (typeof THUMB_WIDTHS)[number]): string =>
  thumbUrl.replace(THUMB_NAME, name => name.replace(/^\/\d+px-/, `/${width}px-`));

/** @returns whether a thumbnail's address has a width that its server refuses for good, which is not throttling */
export const isRefusedWidth = (url: URL): boolean => {
  const width = url.pathname.includes('/thumb/') ? THUMB_NAME.exec(url.pathname)?.[1] : undefined;
  return width !== undefined && !THUMB_WIDTHS.some(standard => standard === Number(width));
};

/** Drawings are scaled by their renderer, so they are as large as their rendition. */
const isDrawing = (info: FileInfo): boolean => info.mediaType === 'DRAWING' || info.mime === 'image/svg+xml';

/** @returns what to download and what to look at; null where there is nothing that could be downloaded as a bitmap */
export const renditionOf = (info: FileInfo): Rendition | null => {
  const { thumb } = info;
  if (thumb === null) {
    const usable = !isDrawing(info) && info.bytes !== null && info.bytes <= LARGEST_ORIGINAL;
    return usable ? { downloadUrl: info.url, previewUrl: info.url, width: info.width, height: info.height } : null;
  }
  if (isDrawing(info) && thumb.url === info.url) return null;
  const previewUrl = thumb.width > PREVIEW_WIDTH && thumb.url !== info.url ? atWidth(thumb.url, PREVIEW_WIDTH) : thumb.url;
  const size = isDrawing(info) ? thumb : info;
  return { downloadUrl: thumb.url, previewUrl, width: size.width, height: size.height };
};
