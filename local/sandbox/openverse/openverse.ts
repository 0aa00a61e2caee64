import type { Catalogue } from '../commons/catalogue.ts';
import { htmlPage, htmlReply, type Room } from '../server/exchange.ts';
import type { Mount } from '../server/mount.ts';
import { StockShelf } from '../stock/stock-shelf.ts';
import type { World } from '../world.ts';
import { OpenverseIndex, openverseRoom } from './openverse-api.ts';
import { keyOf } from './openverse-gate.ts';
import { communityRoom } from './openverse-media.ts';

const pageRoom: Room = ({ path }) => htmlReply(200, htmlPage('Openverse sandbox', `The page ${path} of a photograph that does not exist.`));

export const mountOpenverse = (world: World, catalogue: Catalogue): Mount[] => {
  const shelf = new StockShelf('openverse', world.knowledge);
  const index = new OpenverseIndex(world, catalogue, shelf);
  const of = { provider: 'openverse', account: 'openverse' } as const;
  return [
    { ...of, prefix: '/openverse', lane: 'api', room: openverseRoom(world, index), keyOf },
    { ...of, prefix: '/images.openverse', lane: 'media', room: communityRoom(world, shelf) },
    { ...of, prefix: '/www.flickr', lane: 'media', room: pageRoom },
  ];
};
