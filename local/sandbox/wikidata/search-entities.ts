import { fold } from '../fold.ts';
import type { Item } from '../knowledge/item.ts';
import type { Name } from '../knowledge/name-index.ts';
import { ActionError } from '../wikimedia/action-error.ts';
import type { Action } from '../wikimedia/action-room.ts';
import type { World } from '../world.ts';
import { findItem, validId } from './entity-ids.ts';
import { itemPageId } from './entity-json.ts';
import { nameLanguage } from './terms.ts';

/** Nobody pages beyond this. */
const DEEPEST = 50;

interface Match {
  readonly item: Item;
  readonly match: { readonly type: 'label' | 'alias' | 'entityId'; readonly language?: string; readonly text: string };
}

/** @returns better names first: whole before beginnings, popular before obscure, labels before aliases */
const rank = (names: readonly Name[], asked: string): Match[] => {
  const best = new Map<string, Name>();
  const isWhole = (name: Name): boolean => name.key === asked;
  for (const name of names) {
    const known = best.get(name.item.qid);
    const isBetter =
      known === undefined ||
      (isWhole(name) && !isWhole(known)) ||
      (isWhole(name) === isWhole(known) && name.kind === 'label' && known.kind === 'alias');
    if (isBetter) best.set(name.item.qid, name);
  }
  return [...best.values()]
    .sort((a, b) => Number(isWhole(b)) - Number(isWhole(a)) || b.item.popularity - a.item.popularity || a.item.index - b.item.index)
    .map(({ item, kind, text }) => ({ item, match: { type: kind, language: nameLanguage(item), text } }));
};

/** Languages in which a search for `language` also looks, unless it is strict: Wikibase falls back to `mul` and then to English. */
const looksIn = (language: string, isStrict: boolean): ReadonlySet<string> =>
  new Set(isStrict || language === 'mul' ? [language] : [language, 'mul', 'en']);

const hitJson = (world: World, { item, match }: Match, hasUrl: boolean): object => {
  const { qid, label } = item;
  const description = item.description === '' ? '' : world.scenarios.say('wikidata', item.description);
  const language = nameLanguage(item);
  return {
    id: qid,
    title: qid,
    pageid: itemPageId(item),
    display: {
      label: { value: label, language },
      ...(description === '' ? {} : { description: { value: description, language: 'en' } }),
    },
    repository: 'wikidata',
    ...(hasUrl ? { url: `//www.wikidata.org/wiki/${qid}` } : {}),
    concepturi: `http://www.wikidata.org/entity/${qid}`,
    label,
    ...(description === '' ? {} : { description }),
    match,
    ...(match.type === 'alias' ? { aliases: [match.text] } : {}),
  };
};

/** `action=wbsearchentities`: labels and aliases that begin with the text; whole phrases that are nobody's name find nothing. */
export const searchEntities =
  (world: World): Action =>
  params => {
    const search = params.required('search');
    const language = params.required('language');
    const type = params.text('type') ?? 'item';
    const limit = params.count('limit', 7, 50);
    const offset = params.count('continue', 0, DEEPEST, 0);
    const isStrict = params.flag('strictlanguage');
    const props = params.list('props') ?? ['url'];
    params.text('profile');
    if (!/^[a-z]{2,3}(?:-[a-z]+)*$/i.test(language)) {
      throw new ActionError('badvalue', `Unrecognized value for parameter "language": ${language}.`);
    }
    const languages = looksIn(language, isStrict);
    const asked = fold(search).trim();
    const id = validId(search);
    const byId = id === null ? null : findItem(world.knowledge, id);
    const names = world.knowledge.names.startingWith(asked).filter(({ item }) => languages.has(nameLanguage(item)));
    const found: Match[] = [
      ...(byId === null ? [] : [{ item: byId.item, match: { type: 'entityId' as const, text: search.trim().toUpperCase() } }]),
      ...(type === 'item' ? rank(names, asked) : []),
    ];
    const next = offset + limit;
    return {
      searchinfo: { search },
      search: found.slice(offset, next).map(match => hitJson(world, match, props.includes('url'))),
      ...(found.length > next && next <= DEEPEST ? { 'search-continue': next } : {}),
      success: 1,
    };
  };
