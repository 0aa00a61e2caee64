import { drawInt } from '../draw.ts';
import type { Item } from '../knowledge/item.ts';
import type { World } from '../world.ts';
import { claimsOf } from './claims.ts';
import { nameLanguage, termsFor } from './terms.ts';
import { SITES } from './wiki-codes.ts';

/** What of an entity was asked for. */
export interface EntityWishes {
  readonly props: ReadonlySet<string>;
  readonly languages: readonly string[] | null;
  readonly fallback: boolean;
  readonly sites: readonly string[] | null;
}

/** Page ids of Wikidata start here; the item's position is added. */
const FIRST_PAGE_ID = 100_000;

export const itemPageId = (item: Item): number => FIRST_PAGE_ID + item.index;

/** @returns number of the item's last revision in ordinary times */
export const lastRevision = (item: Item): number => 1_800_000_000 + drawInt(item.qid, 300_000_000);

/** @returns ISO date and time of the item's last change in ordinary times */
export const modifiedAt = (item: Item): string =>
  new Date(Date.UTC(2023, 0, 1) + drawInt(`${item.qid}/modified`, 1_000) * 86_400_000).toISOString().replace('.000', '');

/** How long ago a vandalised item was changed. */
const VANDALISED_AGO_MS = 2 * 3_600_000;

const headOf = (item: Item, world: World, isVandalised: boolean): object => ({
  pageid: itemPageId(item),
  ns: 0,
  title: item.qid,
  lastrevid: lastRevision(item) + (isVandalised ? 1 : 0),
  modified: isVandalised ? new Date(world.clock.now() - VANDALISED_AGO_MS).toISOString().replace(/\.\d+/, '') : modifiedAt(item),
});

const sitelinkUrl = (site: string, title: string): string =>
  `https://${site.replace(/wiki$/, '').replaceAll('_', '-')}.wikipedia.org/wiki/${encodeURIComponent(title.replaceAll(' ', '_'))}`;

/** Names that an item without an English title in the slice has at least, where its estimated popularity can be believed. */
const LEAST_ALIASES = 3;

const sitelinksOf = (item: Item, wishes: EntityWishes): object => {
  const { article } = item;
  if (article === null && item.aliases.length < LEAST_ALIASES) return {};
  const sites = SITES.slice(0, Math.max(1, Math.min(SITES.length, Math.round(item.popularity))));
  const wanted = sites.filter(site => (article !== null || site !== 'enwiki') && (wishes.sites === null || wishes.sites.includes(site)));
  return Object.fromEntries(
    wanted.map(site => {
      const title = site === 'enwiki' ? (article ?? item.label) : item.label;
      const url = wishes.props.has('sitelinks/urls') ? { url: sitelinkUrl(site, title) } : {};
      return [site, { site, title, badges: [], ...url }];
    }),
  );
};

const aliasesFor = (item: Item, wishes: EntityWishes): object => {
  const stored = nameLanguage(item);
  const keyed = item.aliases.length === 0 ? {} : termsFor('', stored, wishes.languages, wishes.fallback);
  return Object.fromEntries(Object.entries(keyed).map(([language, term]) => [language, item.aliases.map(value => ({ ...term, value }))]));
};

/** @returns the entity with the parts that were asked for; `id` is the item's, whatever id led to it */
export const entityJson = (item: Item, world: World, wishes: EntityWishes): object => {
  const { props, languages, fallback } = wishes;
  const isVandalised = world.scenarios.of('wikidata').vandalised.includes(item.qid);
  const described = item.description === '' ? {} : termsFor(world.scenarios.say('wikidata', item.description), 'en', languages, fallback);
  return {
    ...(props.has('info') ? headOf(item, world, isVandalised) : {}),
    type: 'item',
    id: item.qid,
    ...(props.has('labels') ? { labels: termsFor(item.label, nameLanguage(item), languages, fallback) } : {}),
    ...(props.has('descriptions') ? { descriptions: described } : {}),
    ...(props.has('aliases') ? { aliases: aliasesFor(item, wishes) } : {}),
    ...(props.has('claims') ? { claims: claimsOf(item, world.knowledge, isVandalised) } : {}),
    ...(props.has('sitelinks') || props.has('sitelinks/urls') ? { sitelinks: sitelinksOf(item, wishes) } : {}),
  };
};
