import { bytesReply, htmlPage, htmlReply, type Reply, type Room } from '../server/exchange.ts';
import type { Mount } from '../server/mount.ts';
import { inventedPage } from '../stock/invented-page.ts';
import { servePhoto } from '../stock/serve-photo.ts';
import { StockShelf } from '../stock/stock-shelf.ts';
import type { World } from '../world.ts';
import { unsplashRoom } from './unsplash-api.ts';
import { keyOf } from './unsplash-gate.ts';
import { idOf } from './unsplash-id.ts';

const PICTURE = /^\/photo-(\d+)-[0-9a-f]{6}$/;

/** Side of the pictures of photographers, pixels; their addresses ask for 32, 64 and 128. */
const PROFILE_SIDE = 128;

const serveProfile = async (world: World, path: string): Promise<Reply> => {
  const picture = {
    motif: 'person',
    label: 'Profile',
    shows: 'A photographer who does not exist',
    footer: 'Unsplash sandbox',
    art: path,
  } as const;
  const painted = await world.painter.paint({ picture, width: PROFILE_SIDE, height: PROFILE_SIDE, format: 'jpeg' });
  return bytesReply(painted.mime, painted.bytes, { headers: { etag: painted.etag } });
};

const mediaRoom =
  (world: World, shelf: StockShelf): Room =>
  ({ path, query }) => {
    if (path.startsWith('/profile-')) return serveProfile(world, path);
    const number = Number(PICTURE.exec(path)?.[1] ?? NaN);
    const photo = Number.isNaN(number) || world.scenarios.isGone('unsplash', idOf(number)) ? null : shelf.byNumber(number);
    return photo === null
      ? htmlReply(404, htmlPage('Not Found', 'There is no such picture.'))
      : servePhoto(world, photo, 'Unsplash', query);
  };

export const mountUnsplash = (world: World): Mount[] => {
  const shelf = new StockShelf('unsplash', world.knowledge, world.memoryOf('unsplash'));
  const of = { provider: 'unsplash', account: 'unsplash' } as const;
  return [
    { ...of, prefix: '/unsplash', lane: 'api', room: unsplashRoom(world, shelf), keyOf },
    { ...of, prefix: '/images.unsplash', lane: 'media', room: mediaRoom(world, shelf) },
    { ...of, prefix: '/www.unsplash', lane: 'media', room: inventedPage('Unsplash') },
  ];
};
