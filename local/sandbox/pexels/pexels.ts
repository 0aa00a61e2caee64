import type { Mount } from '../server/mount.ts';
import { htmlPage, htmlReply, type Room } from '../server/exchange.ts';
import { inventedPage } from '../stock/invented-page.ts';
import { servePhoto } from '../stock/serve-photo.ts';
import { StockShelf } from '../stock/stock-shelf.ts';
import type { World } from '../world.ts';
import { keyOf, passProxy } from './pexels-gate.ts';
import { pexelsRoom } from './pexels-api.ts';

const PICTURE = /^\/photos\/(\d+)\/[^/]+$/;

const mediaRoom =
  (world: World, shelf: StockShelf): Room =>
  exchange => {
    const refusal = passProxy(exchange);
    if (refusal !== null) return refusal;
    const id = PICTURE.exec(exchange.path)?.[1];
    const photo = id === undefined || world.scenarios.isGone('pexels', id) ? null : shelf.byNumber(Number(id));
    return photo === null
      ? htmlReply(404, htmlPage('Not Found', 'There is no such picture.'))
      : servePhoto(world, photo, 'Pexels', exchange.query);
  };

export const mountPexels = (world: World): Mount[] => {
  const shelf = new StockShelf('pexels', world.knowledge, world.memoryOf('pexels'));
  const of = { provider: 'pexels', account: 'pexels' } as const;
  return [
    { ...of, prefix: '/pexels', lane: 'api', room: pexelsRoom(world, shelf), keyOf },
    { ...of, prefix: '/images.pexels', lane: 'media', room: mediaRoom(world, shelf) },
    { ...of, prefix: '/www.pexels', lane: 'media', room: inventedPage('Pexels') },
  ];
};
