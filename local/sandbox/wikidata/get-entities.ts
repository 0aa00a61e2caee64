import type { Item } from '../knowledge/item.ts';
import { ActionError } from '../wikimedia/action-error.ts';
import type { ActionParams } from '../wikimedia/action-params.ts';
import type { Action } from '../wikimedia/action-room.ts';
import type { World } from '../world.ts';
import { claimsOf } from './claims.ts';
import { entityJson, type EntityWishes } from './entity-json.ts';
import { findItem, validId } from './entity-ids.ts';

const ALL_PROPS = ['info', 'sitelinks', 'aliases', 'labels', 'descriptions', 'claims', 'datatype'];

const readEntityWishes = (params: ActionParams): EntityWishes => ({
  props: new Set(params.list('props') ?? ALL_PROPS),
  languages: params.list('languages'),
  fallback: params.flag('languagefallback'),
  sites: params.list('sitefilter'),
});

const noSuchEntity = (id: string): ActionError =>
  new ActionError('no-such-entity', `Could not find an entity with the ID "${id}".`, { id });

/** @returns the entity under the id that was asked for: a redirected one says where it came from */
const entityUnder = (world: World, id: string, wishes: EntityWishes): object => {
  const found = world.scenarios.isGone('wikidata', id) ? null : findItem(world.knowledge, id);
  if (found === null) return { id, missing: true };
  const entity = entityJson(found.item, world, wishes);
  return found.isRedirect ? { ...entity, redirects: { from: id, to: found.item.qid } } : entity;
};

const articleOf = (world: World, title: string): Item | null => {
  const spaced = title.replaceAll('_', ' ').trim();
  return world.knowledge.byArticle.get(spaced) ?? world.knowledge.byArticle.get(spaced.slice(0, 1).toUpperCase() + spaced.slice(1)) ?? null;
};

/** `action=wbgetentities`: one id that cannot be fails the whole batch; one that is not there is only marked. */
export const getEntities =
  (world: World): Action =>
  params => {
    const wishes = readEntityWishes(params);
    const redirects = params.text('redirects') ?? 'yes';
    const ids = params.boundedList('ids', 50);
    const titles = params.boundedList('titles', 50);
    const [site] = params.list('sites') ?? [];
    params.flag('normalize');
    if (ids.length === 0 && (titles.length === 0 || site === undefined)) {
      throw new ActionError('param-missing', 'Either provide the item "ids" or pairs of "sites" and "titles" for corresponding pages.');
    }
    const bad = ids.find(id => validId(id) === null);
    if (bad !== undefined) throw noSuchEntity(bad);
    const entities: Record<string, object> = {};
    for (const id of ids.map(id => validId(id)).filter(id => id !== null)) {
      const isRedirect = findItem(world.knowledge, id)?.isRedirect === true;
      entities[id] = isRedirect && redirects === 'no' ? { id, missing: true } : entityUnder(world, id, wishes);
    }
    let missing = 0;
    for (const title of titles) {
      const item = site === 'enwiki' ? articleOf(world, title) : null;
      if (item !== null) {
        entities[item.qid] = entityUnder(world, item.qid, wishes);
      } else {
        missing -= 1;
        entities[String(missing)] = { site: site ?? '', title, missing: true };
      }
    }
    return { entities, success: 1 };
  };

/** `action=wbgetclaims`: the statements of one entity, of one property if given. */
export const getClaims =
  (world: World): Action =>
  params => {
    const id = params.required('entity');
    const property = params.text('property');
    params.text('rank');
    params.text('props');
    const valid = validId(id);
    const found = valid === null || world.scenarios.isGone('wikidata', valid) ? null : findItem(world.knowledge, valid);
    if (found === null) throw noSuchEntity(id);
    const claims = claimsOf(found.item, world.knowledge, world.scenarios.of('wikidata').vandalised.includes(found.item.qid));
    return { claims: property === null ? claims : Object.fromEntries(Object.entries(claims).filter(([name]) => name === property)) };
  };
