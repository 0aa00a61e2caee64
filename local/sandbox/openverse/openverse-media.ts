import { pictureOf } from '../commons/media-room.ts';
import { bytesReply, htmlPage, htmlReply, jsonReply, type Reply, type Room } from '../server/exchange.ts';
import { servePhoto } from '../stock/serve-photo.ts';
import type { StockShelf } from '../stock/stock-shelf.ts';
import type { World } from '../world.ts';
import type { Indexed } from './openverse-record.ts';

/** Width of the thumbnails that the index makes. */
const THUMB_WIDTH = 600;

/** Longer side of the copies that addresses of the community lead to. */
const COPY_SIDE = '1024';

export const serveThumb = async (world: World, indexed: Indexed | null): Promise<Reply> => {
  if (indexed === null) return jsonReply(404, { detail: 'Not found.' });
  if (indexed.from === 'flickr')
    return servePhoto(world, indexed.photo, 'Openverse', new URLSearchParams({ w: String(THUMB_WIDTH), fit: 'max' }));
  const { file } = indexed;
  const width = Math.min(THUMB_WIDTH, file.width);
  const height = Math.max(1, Math.round((width * file.height) / file.width));
  const painted = await world.painter.paint({ picture: pictureOf(file), width, height, format: 'jpeg' });
  return bytesReply(painted.mime, painted.bytes, { headers: { etag: painted.etag } });
};

/** Where pictures of the community lie. */
export const communityRoom =
  (world: World, shelf: StockShelf): Room =>
  ({ path }) => {
    const number = /^\/(\d+)_b\.jpg$/.exec(path)?.[1];
    const photo = number === undefined ? null : shelf.byNumber(Number(number));
    if (photo === null) return htmlReply(403, htmlPage('403 Forbidden', 'This photo is no longer available.'), { verdict: 'not-found' });
    return servePhoto(world, photo, 'Openverse', new URLSearchParams({ w: COPY_SIDE, h: COPY_SIDE, fit: 'max' }));
  };
