import { hashFolder, urlName, type MediaFile } from './file.ts';

/** Widths that Wikimedia's thumbnail hosts serve; all others are refused. Source: mediawiki.org, Common_thumbnail_sizes, 2026. */
export const STANDARD_WIDTHS: readonly number[] = [20, 40, 60, 120, 250, 330, 500, 960, 1280, 1920, 3840];

const campaign = (content: 'original' | 'thumbnail'): string =>
  `?utm_source=commons.wikimedia.org&utm_campaign=imageinfo&utm_content=${content}`;

const folderOf = (file: MediaFile): string => (file.repository === 'commons' ? 'wikipedia/commons' : 'wikipedia/en');

/** @returns where the file itself lies */
export const originalUrl = (file: MediaFile, origin: string): string =>
  `${origin}/upload/${folderOf(file)}/${hashFolder(file.name)}/${urlName(file.name)}${campaign('original')}`;

/** @returns whether its thumbnails are of another type than the file */
const thumbnailSuffix = (file: MediaFile): string => {
  if (file.kind === 'svg') return '.png';
  return file.kind === 'tif' || file.kind === 'pdf' || file.kind === 'djvu' || file.kind === 'webm' || file.kind === 'ogv' ? '.jpg' : '';
};

const thumbnailPrefix = (file: MediaFile): string => {
  if (file.kind === 'tif') return 'lossy-page1-';
  if (file.kind === 'pdf' || file.kind === 'djvu') return 'page1-';
  return '';
};

export const thumbnailUrl = (file: MediaFile, width: number, origin: string): string => {
  const name = urlName(file.name);
  const last = `${thumbnailPrefix(file)}${width}px-${name}${thumbnailSuffix(file)}`;
  return `${origin}/thumb/${folderOf(file)}/thumb/${hashFolder(file.name)}/${name}/${last}${campaign('thumbnail')}`;
};

/** A drawing can be rendered at any size; a photograph not larger than it is. */
export const hasThumbnail = (file: MediaFile, width: number): boolean => file.kind === 'svg' || width < file.width;

export const filePageUrl = (file: MediaFile, origin: string): string =>
  `${origin}/${file.repository === 'commons' ? 'commons' : 'wikipedia'}/wiki/File:${urlName(file.name)}`;
