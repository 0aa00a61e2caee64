import type { Mount } from '../server/mount.ts';
import { actionRoom } from '../wikimedia/action-room.ts';
import { queryAction } from '../wikimedia/query-action.ts';
import type { World } from '../world.ts';
import { getClaims, getEntities } from './get-entities.ts';
import { itemPages } from './item-pages.ts';
import { searchEntities } from './search-entities.ts';

export const mountWikidata = (world: World): Mount[] => [
  {
    prefix: '/wikidata/w/api.php',
    provider: 'wikidata',
    account: 'wikimedia',
    lane: 'api',
    room: actionRoom(world, 'wikidata', {
      wbsearchentities: searchEntities(world),
      wbgetentities: getEntities(world),
      wbgetclaims: getClaims(world),
      query: queryAction(itemPages(world)),
    }),
  },
];
