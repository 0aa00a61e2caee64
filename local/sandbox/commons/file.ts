import { hexDigest } from '../draw.ts';
import type { Item } from '../knowledge/item.ts';
import type { Motif } from '../painter/pictograms.ts';
import type { LicenceId } from './licences.ts';

export type FileKind = 'jpg' | 'png' | 'svg' | 'gif' | 'tif' | 'webp' | 'pdf' | 'djvu' | 'webm' | 'ogv';

/** How the author is written on the file page. */
export type AuthorForm = 'user' | 'plain' | 'external' | 'hidden' | 'several' | 'table' | 'missing';

/** A file of Commons, or a non-free one that only the English Wikipedia has. */
export interface MediaFile {
  /** With spaces, without `File:`. */
  readonly name: string;
  readonly pageId: number;
  readonly repository: 'commons' | 'enwiki';
  /** What the file is about. */
  readonly item: Item;
  readonly kind: FileKind;
  readonly motif: Motif;
  /** What is to be seen on it, in a few words. */
  readonly shows: string;
  /** Pictures with the same art are the same photograph. */
  readonly art: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** Q-ids it is said to depict (P180). */
  readonly depicts: readonly string[];
  readonly categories: readonly string[];
  readonly licence: LicenceId;
  readonly author: AuthorForm;
  /** Joined with `|`, as the extension does. */
  readonly restrictions: string;
  readonly assessments: string;
  readonly nominatedForDeletion: boolean;
  /** The licensor asks for a credit line of its own. */
  readonly ownCreditLine: boolean;
}

const MIME: Readonly<Record<FileKind, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  gif: 'image/gif',
  tif: 'image/tiff',
  webp: 'image/webp',
  pdf: 'application/pdf',
  djvu: 'image/vnd.djvu',
  webm: 'video/webm',
  ogv: 'application/ogg',
};

export const mimeOf = (file: MediaFile): string => MIME[file.kind];

/** @returns MediaWiki's media type */
export const mediaTypeOf = (file: MediaFile): string => {
  if (file.kind === 'svg') return 'DRAWING';
  if (file.kind === 'pdf') return 'OFFICE';
  return file.kind === 'webm' || file.kind === 'ogv' ? 'VIDEO' : 'BITMAP';
};

/** @returns type of a file by the end of its name; what nothing is known of counts as a photograph */
export const kindOfName = (name: string): FileKind => {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  switch (extension) {
    case 'png':
    case 'svg':
    case 'gif':
    case 'webp':
    case 'pdf':
    case 'djvu':
    case 'webm':
    case 'ogv':
      return extension;
    case 'tif':
    case 'tiff':
      return 'tif';
    default:
      return 'jpg';
  }
};

export const pageCountOf = (file: MediaFile): number | null => (file.kind === 'pdf' || file.kind === 'djvu' ? 24 : null);

/** @returns the name as it stands in addresses: underscores, percent-encoded */
export const urlName = (name: string): string =>
  encodeURIComponent(name.toWellFormed().replaceAll(' ', '_')).replaceAll('%2C', ',').replaceAll('%3A', ':');

/** @returns the two folders that MediaWiki spreads files over: first digits of the MD5 of the name */
export const hashFolder = (name: string): string => {
  const digest = hexDigest('md5', name.replaceAll(' ', '_'));
  return `${digest.slice(0, 1)}/${digest.slice(0, 2)}`;
};

/**
 * @returns 40 hex digits that identify the file and no other, as SHA-1 does on Commons. It is not the digest of the painted
 * bytes: to know that, every result of a search would have to be painted in full.
 */
export const sha1Of = (file: MediaFile): string => hexDigest('sha1', `${file.repository}/${file.name}`);
