import { done, type Outcome } from '../../platform/outcome.ts';
import { Qid } from '../entity.ts';
import type { KnowledgeItem, SearchHit } from '../knowledge-base.ts';
import { isOnlyTitles, nameWords, normaliseName } from '../name-forms.ts';
import type { SentenceEmbedder } from '../sentence-embedder.ts';
import {
  type Candidate,
  isFullMatch,
  type NamedItem,
  popularityOf,
  type RankedItem,
  rankedByPrior,
  type WeighedItem,
} from './candidate.ts';
import type { ClassGrouper } from './class-group.ts';
import { fetchItems } from './fetch-items.ts';
import { itemNames, matchKind, type MatchKind, namesNobody } from './match-kind.ts';
import { distinctMentions, type SearchDeps, searchNames, type Unreached } from './search-names.ts';
import type { Talk, TalkMention } from './talk.ts';
import { wordsOf } from './talk-words.ts';

export interface Gathered {
  /** By normalised surface; best prior first. */
  readonly candidates: ReadonlyMap<string, readonly Candidate[]>;
  readonly unreached: ReadonlyMap<string, Unreached>;
}

export interface GatherDeps extends SearchDeps {
  readonly embedder: SentenceEmbedder;
  readonly grouper: ClassGrouper;
}

/** What every source of items says of them; a class stands in for a description that is missing. */
const describedAs = ({ description, instanceOfLabels }: KnowledgeItem): string =>
  description === '' ? (instanceOfLabels[0] ?? '') : description;

const weighItems = (items: readonly KnowledgeItem[], { grouper }: GatherDeps): ReadonlyMap<string, WeighedItem> => {
  const weighed = new Map<string, WeighedItem>();
  for (const item of items) {
    const kind = grouper.group(item);
    if (kind === null) continue;
    const words = wordsOf(describedAs(item));
    weighed.set(item.qid, { item, names: itemNames(item), ...kind, popularity: popularityOf(item), words });
  }
  return weighed;
};

/** Embeds what is left of the items in the end: of what searches find, most is of no name of the talk. */
const embedded = async (
  found: ReadonlyMap<string, readonly RankedItem[]>,
  embedder: SentenceEmbedder,
): Promise<ReadonlyMap<string, readonly Candidate[]>> => {
  const items = [...new Map([...found.values()].flat().map(({ item }) => [item.qid, item])).values()];
  const vectors = await embedder.embed(items.map(item => `${item.label}: ${describedAs(item)}`));
  const vectorOf = new Map(items.map(({ qid }, index) => [qid, vectors[index]!]));
  return new Map(
    [...found].map(([key, all]) => [key, all.map(candidate => ({ ...candidate, embedding: vectorOf.get(candidate.item.qid)! }))]),
  );
};

/** What the search said about a hit counts where the item itself does not show the name, as with redirects. */
const hitKind = (key: string, hit: SearchHit): MatchKind | null =>
  hit.match === 'text' || normaliseName(hit.matched) !== key ? null : hit.match === 'label' ? 'label' : 'alias';

type Kinded = WeighedItem & { readonly kind: MatchKind };

/** What a caller gives is asked about as it is: it knows better than the recogniser what a name may mean. */
const givenCandidates = ({ surface }: TalkMention, qids: readonly string[], items: ReadonlyMap<string, WeighedItem>): readonly Kinded[] =>
  qids.flatMap(qid => {
    const weighed = items.get(qid);
    return weighed === undefined ? [] : [{ ...weighed, kind: matchKind(surface, weighed.names, weighed.group) ?? 'variant' }];
  });

const foundCandidates = (
  key: string,
  { surface, type }: TalkMention,
  hits: readonly SearchHit[],
  items: ReadonlyMap<string, WeighedItem>,
): readonly Kinded[] =>
  hits.flatMap(hit => {
    const weighed = items.get(hit.qid);
    if (weighed === undefined || namesNobody(surface, type, weighed.names, weighed.group)) return [];
    const kind = matchKind(surface, weighed.names, weighed.group) ?? hitKind(key, hit);
    return kind === null ? [] : [{ ...weighed, kind }];
  });

/** By the words that begin or end it, every longer name of the talk. */
const longerForms = (keys: Iterable<string>): ReadonlyMap<string, ReadonlySet<string>> => {
  const longer = new Map<string, Set<string>>();
  const add = (short: string, key: string): void => {
    if (isOnlyTitles(short)) return;
    const known = longer.get(short);
    if (known === undefined) longer.set(short, new Set([key]));
    else known.add(key);
  };
  for (const key of keys) {
    const words = nameWords(key);
    for (let length = 1; length < words.length; length += 1) {
      add(words.slice(0, length).join(' '), key);
      add(words.slice(-length).join(' '), key);
    }
  }
  return longer;
};

/** Lends each short form what its longer forms in the talk may mean, and says which of its own candidates they share. */
const withLongForms = (
  own: ReadonlyMap<string, readonly Kinded[]>,
  given: ReadonlySet<string>,
): ReadonlyMap<string, readonly NamedItem[]> => {
  const longerOf = longerForms(own.keys());
  const extended = new Map<string, readonly NamedItem[]>();
  for (const [key, candidates] of own) {
    const longer = [...(longerOf.get(nameWords(key).join(' ')) ?? [])].flatMap(other => [own.get(other) ?? []]);
    const full = new Map(
      longer.flat().flatMap(candidate => (isFullMatch(candidate.kind) ? [[candidate.item.qid, candidate] as const] : [])),
    );
    const known = new Set(candidates.map(({ item }) => item.qid));
    const lent = given.has(key) ? [] : [...full.values()].filter(({ item }) => !known.has(item.qid));
    extended.set(key, [
      ...candidates.map(candidate => ({ ...candidate, ofLonger: longer.length === 0 ? null : full.has(candidate.item.qid) })),
      ...lent.map(candidate => ({ ...candidate, kind: 'doc' as const, ofLonger: true })),
    ]);
  }
  return extended;
};

/**
 * Looks up every distinct name of a talk, all items together.
 * @returns the candidates of each; `deferred` as soon as the knowledge base asks to wait; names it failed on are in `unreached`
 */
export const gatherCandidates = async (talk: Talk, deps: GatherDeps): Promise<Outcome<Gathered>> => {
  const mentions = distinctMentions(talk);
  const lookup = await searchNames(talk, deps);
  if (lookup.outcome !== 'done') return lookup;
  const { hits, unreached } = lookup.value;
  const given = [...mentions.values()].flatMap(mention => mention.candidates ?? []);
  const wanted = [...new Set([...[...hits.values()].flat().map(hit => hit.qid), ...given])].flatMap(qid => Qid.safeParse(qid).data ?? []);
  const fetched = await fetchItems(wanted, deps);
  if (fetched.outcome !== 'done') return fetched;
  const items = weighItems([...fetched.value.items.values()], deps);
  const own = new Map<string, readonly Kinded[]>();
  for (const [key, mention] of mentions) {
    const asked = mention.candidates ?? hits.get(key)?.map(hit => hit.qid) ?? [];
    const lost = asked.map(qid => fetched.value.unreached.get(qid)).find(reason => reason !== undefined);
    if (lost !== undefined) unreached.set(key, lost);
    own.set(
      key,
      mention.candidates === undefined
        ? foundCandidates(key, mention, hits.get(key) ?? [], items)
        : givenCandidates(mention, mention.candidates, items),
    );
  }
  const fixed = new Set([...mentions].filter(([, mention]) => mention.candidates !== undefined).map(([key]) => key));
  const found = new Map([...withLongForms(own, fixed)].map(([key, all]) => [key, rankedByPrior(all)]));
  return done({ candidates: await embedded(found, deps.embedder), unreached });
};
