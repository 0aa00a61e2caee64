import { decodePart } from '../server/decode-part.ts';
import { escapeHtml, htmlReply, redirectReply, type Room } from '../server/exchange.ts';
import type { World } from '../world.ts';
import { hasThumbnail, originalUrl, STANDARD_WIDTHS, thumbnailUrl } from './addresses.ts';
import type { Catalogue } from './catalogue.ts';
import { extMetadataOf } from './ext-metadata.ts';
import { normalFileTitle } from './file-pages.ts';
import type { MediaFile } from './file.ts';

const FILE_PATH = /^\/Special:(?:FilePath|Redirect\/file)\/(.+)$/;

const describe = (world: World, file: MediaFile): string => {
  const rows = Object.entries(extMetadataOf(file, world.origin, text => text)).map(
    ([name, { value }]) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(String(value))}</td></tr>`,
  );
  const picture = hasThumbnail(file, 960) ? thumbnailUrl(file, 960, world.origin) : originalUrl(file, world.origin);
  return (
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>File:${escapeHtml(file.name)}</title></head><body><h1>File:${escapeHtml(file.name)}</h1>` +
    '<p>A page of the provider sandbox: picture, author and licence are made up.</p>' +
    `<p><img src="${escapeHtml(picture)}" alt="${escapeHtml(file.shows)}"></p><table>${rows.join('')}</table></body></html>`
  );
};

/** `/wiki/…`: what a person sees who follows the source of a picture, and `Special:FilePath`, which leads to its bytes. */
export const pageRoom =
  (world: World, catalogue: Catalogue): Room =>
  ({ path, query }) => {
    const special = FILE_PATH.exec(path)?.[1];
    const title = normalFileTitle(decodePart(special ?? path.slice(1)));
    const file = catalogue.byName(title.slice('File:'.length));
    if (file === null)
      return htmlReply(404, `<!DOCTYPE html><html lang="en"><body><p>No page of that name: ${escapeHtml(title)}</p></body></html>`);
    if (special === undefined) return htmlReply(200, describe(world, file));
    const width = STANDARD_WIDTHS.find(standard => standard >= Number(query.get('width') ?? Infinity));
    return redirectReply(
      302,
      width !== undefined && hasThumbnail(file, width) ? thumbnailUrl(file, width, world.origin) : originalUrl(file, world.origin),
    );
  };
