import type { AnswerCache } from '../platform/answer-cache.ts';
import type { CallContext } from '../platform/call-gate.ts';
import type { Clock } from '../platform/clock.ts';
import { done, failed, type Outcome } from '../platform/outcome.ts';
import { plainText } from '../platform/plain-text.ts';
import type { ActionApi } from '../platform/provider-http/wikimedia-action-api.ts';
import type { KnowledgeBase, SearchHit } from './knowledge-base.ts';
import { loadDetails } from './wikimedia-details.ts';
import { createItemLoader, gatheringItems, type ItemLoader } from './wikimedia-items.ts';
import { createNameSearch, isFullMatch, type LabelHits, type NameSearch } from './wikimedia-search.ts';

export interface WikimediaSources {
  readonly wikidata: ActionApi;
  readonly wikipedia: ActionApi;
  readonly cache: AnswerCache;
  readonly clock: Clock;
}

/** Most candidates the linker weighs. */
const MOST_HITS = 40;
/** Other names of the sentence that steer the full-text search. */
const CONTEXT_NAMES = 2;
const NO_LABELS: LabelHits = { hits: [], isFull: false };
/** With so many sitelinks and no rival of the same name, nobody means anything else. */
const FAMOUS = 40;

/** Longer names are rarer, so they say more. */
const mostSpecific = (context: readonly string[], surface: string): string[] =>
  [...new Set(context.map(plainText))]
    .filter(name => name !== '' && name !== surface)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, CONTEXT_NAMES);

/** Jobs tell a knowledge base that is down from a picture source that is. */
const asKnowledge = <T>(outcome: Outcome<T>): Outcome<T> =>
  outcome.outcome === 'failed' ? failed('KNOWLEDGE_UNAVAILABLE', outcome.why) : outcome;

/** Whether the labels alone settle it; costs an item that would have to be read anyway. */
const isSettled = async (surface: string, hits: readonly SearchHit[], items: ItemLoader, call: CallContext): Promise<Outcome<boolean>> => {
  const full = hits.filter(hit => isFullMatch(hit, surface));
  const [only] = full;
  if (only?.match !== 'label' || full.length > 1) return done(false);
  const loaded = await items([only.qid], call);
  if (loaded.outcome !== 'done') return loaded;
  return done((loaded.value.find(({ qid }) => qid === only.qid)?.popularity ?? 0) >= FAMOUS);
};

const firstOfEach = (hits: readonly SearchHit[]): SearchHit[] => {
  const seen = new Map<string, SearchHit>();
  for (const hit of hits) if (!seen.has(hit.qid)) seen.set(hit.qid, hit);
  return [...seen.values()];
};

/** Full matches before beginnings and mentions, each group in the order the wikis gave it. */
const ordered = (surface: string, hits: readonly SearchHit[]): SearchHit[] => {
  const unique = firstOfEach([...hits.filter(hit => isFullMatch(hit, surface)), ...hits]);
  return unique.slice(0, MOST_HITS);
};

const searchNames = async (
  surface: string,
  context: readonly string[],
  search: NameSearch,
  items: ItemLoader,
  call: CallContext,
): Promise<Outcome<readonly SearchHit[]>> => {
  const labels = await search.byLabel(surface, 'en', call);
  if (labels.outcome !== 'done') return labels;
  const { hits, isFull } = labels.value;
  const settled = await isSettled(surface, hits, items, call);
  if (settled.outcome !== 'done') return settled;
  if (settled.value) return done(ordered(surface, hits));
  // Names that exist for all languages at once are found in English as well (phabricator.wikimedia.org/T392058), unless others
  // filled the page before them.
  const needsMul = isFull && !hits.some(hit => isFullMatch(hit, surface));
  const [mul, texts] = await Promise.all([
    needsMul ? search.byLabel(surface, 'mul', call) : done(NO_LABELS),
    search.byText(surface, mostSpecific(context, surface), call),
  ]);
  if (mul.outcome !== 'done') return mul;
  if (texts.outcome !== 'done') return texts;
  return done(ordered(surface, [...hits, ...mul.value.hits, ...texts.value]));
};

/** The live Action APIs of Wikidata and the English Wikipedia: at most three calls for a name, none for one asked before. */
export const createWikimediaKnowledgeBase = (sources: WikimediaSources): KnowledgeBase => {
  const items = createItemLoader(sources.wikidata, sources.cache);
  const settling = gatheringItems(items);
  const search = createNameSearch(sources.wikidata, sources.wikipedia, sources.cache);
  return {
    search: async (surface, context, call) => {
      const name = plainText(surface);
      return name === '' ? done([]) : asKnowledge(await searchNames(name, context, search, settling, call));
    },
    called: async (given, call) => {
      const name = plainText(given);
      if (name === '') return done([]);
      const found = await search.byLabel(name, 'en', call);
      return asKnowledge(found.outcome === 'done' ? done(ordered(name, found.value.hits)) : found);
    },
    items: async (qids, call) => asKnowledge(await items(qids, call)),
    details: async (qids, call) => asKnowledge(await loadDetails(qids, { ...sources, items }, call)),
  };
};
