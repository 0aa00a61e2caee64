import { drawFrom, drawInt, inShare, type NonEmpty } from '../draw.ts';
import type { AuthorForm, FileKind } from './file.ts';
import type { LicenceId } from './licences.ts';

/** Roughly as often as on Commons; the last ones have no machine code and are refused by a careful client. */
const USUAL_LICENCES: NonEmpty<LicenceId> = [
  'by-sa-4.0',
  ...Array.from({ length: 34 }, () => 'by-sa-4.0' as const),
  ...Array.from({ length: 20 }, () => 'by-sa-3.0' as const),
  ...Array.from({ length: 4 }, () => 'by-sa-2.0' as const),
  ...Array.from({ length: 8 }, () => 'by-4.0' as const),
  ...Array.from({ length: 7 }, () => 'by-2.0' as const),
  'by-2.5-nl',
  ...Array.from({ length: 8 }, () => 'cc0' as const),
  ...Array.from({ length: 12 }, () => 'pd' as const),
  'gfdl',
  'gfdl',
  'fal',
  'attribution',
  'no-restrictions',
];

export const drawLicence = (seed: string): LicenceId => drawFrom(`${seed}/licence`, USUAL_LICENCES);

const AUTHOR_FORMS: NonEmpty<AuthorForm> = [
  'user',
  'user',
  'user',
  'user',
  'plain',
  'external',
  'hidden',
  'several',
  'table',
  'external',
  'user',
  'plain',
];

/** Share of files whose page names no author. */
const WITHOUT_AUTHOR = 0.03;

export const drawAuthor = (seed: string): AuthorForm =>
  inShare(`${seed}/anonymous`, WITHOUT_AUTHOR) ? 'missing' : drawFrom(`${seed}/form`, AUTHOR_FORMS);

const MARKS: NonEmpty<string> = ['quality', 'valued', 'quality', 'featured', 'quality|valued', 'featured|potd'];

/** @returns the community's marks, for one file in twenty */
export const drawAssessments = (seed: string): string => (inShare(`${seed}/marked`, 0.05) ? drawFrom(`${seed}/mark`, MARKS) : '');

/** Bytes a pixel of each format, generous enough that the painted file is never longer and can be filled up. */
const BYTES_A_PIXEL: Readonly<Record<FileKind, number>> = {
  jpg: 0.3,
  png: 1.2,
  svg: 0.05,
  gif: 1,
  tif: 4.2,
  webp: 0.3,
  pdf: 0.5,
  djvu: 0.2,
  webm: 2,
  ogv: 2,
};

/** Length that also the smallest painted picture stays below. */
const LEAST_BYTES = 40_000;

export const drawBytes = (seed: string, kind: FileKind, width: number, height: number): number =>
  Math.round(LEAST_BYTES + width * height * BYTES_A_PIXEL[kind] * (1 + drawInt(`${seed}/bytes`, 100) / 200));

/** Pixels of originals. Commons has larger ones; these are painted in a fraction of a second. */
const LANDSCAPE: NonEmpty<readonly [number, number]> = [[3200, 2400], [3000, 2000], [2048, 1365], [3600, 2400], [1600, 1200], [2592, 1944], [3840, 2160], [1280, 853]]; // prettier-ignore
const PORTRAIT: NonEmpty<readonly [number, number]> = [[2400, 3200], [1800, 2400], [1365, 2048], [960, 1200], [2000, 3000], [1200, 1500]]; // prettier-ignore

/** Share of files that are too small to fill a screen. */
const SMALL = 0.04;

export const drawSize = (seed: string, leansPortrait: boolean): readonly [number, number] => {
  if (inShare(`${seed}/small`, SMALL)) return leansPortrait ? [240, 320] : [320, 240];
  const upright = inShare(`${seed}/upright`, leansPortrait ? 0.75 : 0.2);
  return drawFrom(`${seed}/size`, upright ? PORTRAIT : LANDSCAPE);
};
