import type { PaintRequest, PictureFormat } from '../painter/painter.ts';
import { inventPerson } from '../people.ts';
import { decodePart } from '../server/decode-part.ts';
import { bytesReply, htmlPage, htmlReply, type Exchange, type Reply, type Room } from '../server/exchange.ts';
import { passGate } from '../wikimedia/gate.ts';
import { sendRefusal } from '../wikimedia/envelope.ts';
import type { World } from '../world.ts';
import { hasThumbnail, STANDARD_WIDTHS } from './addresses.ts';
import type { Catalogue } from './catalogue.ts';
import { hashFolder, mimeOf, type FileKind, type MediaFile } from './file.ts';
import { LICENCES } from './licences.ts';

const ORIGINAL = /^\/wikipedia\/(commons|en)\/([0-9a-f]\/[0-9a-f]{2})\/([^/]+)$/;
const THUMBNAIL = /^\/wikipedia\/(commons|en)\/thumb\/([0-9a-f]\/[0-9a-f]{2})\/([^/]+)\/(?:lossy-page1-|page1-)?(\d+)px-[^/]+$/;

const PAINTED_AS: Readonly<Partial<Record<FileKind, PictureFormat>>> = {
  jpg: 'jpeg',
  png: 'png',
  svg: 'svg',
  gif: 'gif',
  tif: 'tiff',
  webp: 'webp',
};

/** First bytes of the types that are not painted: a client knows them by these. */
const MAGIC: Readonly<Partial<Record<FileKind, Buffer>>> = {
  pdf: Buffer.from('%PDF-1.4\n'),
  djvu: Buffer.from('AT&TFORM'),
  webm: Buffer.from([0x1a, 0x45, 0xdf, 0xa3]),
  ogv: Buffer.from('OggS'),
};

/** @returns what is painted for a file */
export const pictureOf = (file: MediaFile): PaintRequest['picture'] => ({
  motif: file.motif,
  label: file.item.label,
  shows: `${file.shows} (${file.item.description})`,
  footer: `${LICENCES[file.licence].shortName} · ${file.author === 'missing' ? 'author unknown' : inventPerson(`author of ${file.art}`).name} · ${file.repository === 'commons' ? 'Commons' : 'Wikipedia'} sandbox`,
  art: file.art,
});

const notFound = (): Reply => htmlReply(404, htmlPage('File not found', 'The URL you requested was not found.'));

const serveOriginal = async (world: World, file: MediaFile): Promise<Reply> => {
  const format = PAINTED_AS[file.kind];
  const headers = {
    'cache-control': 'public, max-age=86400',
    'access-control-allow-origin': '*',
    'last-modified': 'Mon, 02 Feb 2026 12:00:00 GMT',
  };
  if (format === undefined) {
    const start = MAGIC[file.kind] ?? Buffer.alloc(0);
    return bytesReply(mimeOf(file), Buffer.concat([start, Buffer.alloc(Math.max(0, file.bytes - start.length))]), { headers });
  }
  const painted = await world.painter.paint({
    picture: pictureOf(file),
    width: file.width,
    height: file.height,
    format,
    bytes: file.bytes,
  });
  return bytesReply(painted.mime, painted.bytes, { headers: { ...headers, etag: painted.etag } });
};

const serveThumbnail = async (world: World, file: MediaFile, width: number): Promise<Reply> => {
  if (!STANDARD_WIDTHS.includes(width)) {
    return { ...sendRefusal(429, 'Use thumbnail steps listed on https://w.wiki/GHai', {}, 'client-refused'), status: 400 };
  }
  if (!hasThumbnail(file, width)) return notFound();
  const format = file.kind === 'png' || file.kind === 'svg' ? 'png' : file.kind === 'gif' ? 'gif' : 'jpeg';
  const height = Math.max(1, Math.round((width * file.height) / file.width));
  const painted = await world.painter.paint({ picture: pictureOf(file), width, height, format });
  return bytesReply(painted.mime, painted.bytes, {
    headers: { 'cache-control': 'public, max-age=86400', 'access-control-allow-origin': '*', etag: painted.etag },
  });
};

/** The hosts upload.wikimedia.org and thumb.wikimedia.org: originals, and thumbnails of the standard widths. */
export const mediaRoom =
  (world: World, catalogue: Catalogue): Room =>
  async (exchange: Exchange) => {
    const refusal = passGate(world, 'commons', 'media', exchange);
    if (refusal !== null) return refusal;
    const match = ORIGINAL.exec(exchange.path) ?? THUMBNAIL.exec(exchange.path);
    const [, repository, folder, part, width] = match ?? [];
    const file = part === undefined ? null : catalogue.byName(decodePart(part).replaceAll('_', ' '));
    const lies = file !== null && hashFolder(file.name) === folder && file.repository === (repository === 'en' ? 'enwiki' : 'commons');
    const isGone = file !== null && ['', 'File:'].some(prefix => world.scenarios.isGone('commons', prefix + file.name));
    if (!lies || isGone) return notFound();
    return width === undefined ? serveOriginal(world, file) : serveThumbnail(world, file, Number(width));
  };
