import type { Catalogue } from '../commons/catalogue.ts';
import type { Mount } from '../server/mount.ts';
import { inventedPage } from '../stock/invented-page.ts';
import { StockShelf } from '../stock/stock-shelf.ts';
import type { World } from '../world.ts';
import { OpenverseIndex, openverseRoom } from './openverse-api.ts';
import { keyOf } from './openverse-gate.ts';
import { communityRoom } from './openverse-media.ts';

export const mountOpenverse = (world: World, catalogue: Catalogue): Mount[] => {
  const shelf = new StockShelf('openverse', world.knowledge, world.memoryOf('openverse'));
  const index = new OpenverseIndex(world, catalogue, shelf);
  const of = { provider: 'openverse', account: 'openverse' } as const;
  return [
    { ...of, prefix: '/openverse', lane: 'api', room: openverseRoom(world, index), keyOf },
    { ...of, prefix: '/images.openverse', lane: 'media', room: communityRoom(world, shelf) },
    { ...of, prefix: '/www.flickr', lane: 'media', room: inventedPage('Openverse') },
  ];
};
