import type { Mount } from '../server/mount.ts';
import { actionRoom } from '../wikimedia/action-room.ts';
import { queryAction } from '../wikimedia/query-action.ts';
import type { World } from '../world.ts';
import type { Catalogue } from './catalogue.ts';
import { filePages } from './file-pages.ts';
import { mediaRoom } from './media-room.ts';
import { pageRoom } from './page-room.ts';

export const mountCommons = (world: World, catalogue: Catalogue): Mount[] => [
  {
    prefix: '/commons/w/api.php',
    provider: 'commons',
    account: 'wikimedia',
    lane: 'api',
    room: actionRoom(world, 'commons', { query: queryAction(filePages(world, catalogue)) }),
  },
  { prefix: '/commons/wiki', provider: 'commons', account: 'wikimedia', lane: 'media', room: pageRoom(world, catalogue) },
  { prefix: '/upload', provider: 'commons', account: 'wikimedia', lane: 'media', room: mediaRoom(world, catalogue) },
  { prefix: '/thumb', provider: 'commons', account: 'wikimedia', lane: 'media', room: mediaRoom(world, catalogue) },
];
