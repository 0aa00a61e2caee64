import { givenAndFamily, nameVariants, normaliseName, squashName, withoutTitle } from './name-forms.ts';
import type { KnowledgeItem, SearchHit } from './knowledge-base.ts';
import { plainText, type PlainText } from '../platform/plain-text.ts';

/** Items in memory, found by every form of their names. */
export interface KnowledgeIndex {
  /** At most `MOST_HITS`, whole names before parts of names before beginnings, each by popularity. */
  search(surface: string): readonly SearchHit[];
  /** Those that are known, in the order asked for. */
  items(qids: readonly string[]): readonly KnowledgeItem[];
}

const MOST_HITS = 40;

type Match = SearchHit['match'];
interface Entry {
  readonly item: KnowledgeItem;
  readonly match: Match;
  readonly matched: PlainText;
}
type Lookup = Map<string, Entry[]>;

const put = (lookup: Lookup, key: string, entry: Entry): void => {
  if (key === '') return;
  const entries = lookup.get(key);
  if (entries === undefined) lookup.set(key, [entry]);
  else if (!entries.some(({ item }) => item.qid === entry.item.qid)) entries.push(entry);
};

/** Pages about names, not things: never a result. */
const NO_THING = /^Wikimedia (?:disambiguation|list|category|template)|disambiguation page/iu;
const isThing = ({ description, instanceOfLabels }: KnowledgeItem): boolean =>
  ![description, ...instanceOfLabels].some(text => NO_THING.test(text));

/** A label that could be a person's: asked only where nothing says what the item is. */
const PERSON_LABEL = /^\p{Lu}[\p{L}.'’-]+(?: \p{L}[\p{L}.'’-]*){0,2} \p{Lu}[\p{L}.'’-]+$/u;
const PERSON_CLASS = /^human|fictional|character|deity|mytholog|legendary|biblical|superhero/iu;
const mayBePerson = ({ label, instanceOfLabels }: KnowledgeItem): boolean =>
  instanceOfLabels.length === 0 ? PERSON_LABEL.test(label) : instanceOfLabels.some(text => PERSON_CLASS.test(text));

const withoutParenthesis = (title: string): PlainText => plainText(title.replace(/\s*\([^)]*\)$/u, ''));

interface Lookups {
  readonly whole: Lookup;
  readonly squashed: Lookup;
  readonly parts: Lookup;
  /** By the words a longer name begins with. */
  readonly beginnings: Lookup;
}

/** Longer names of each beginning, the best known ones: enough to see that a text says one of them. */
const MOST_LONGER = 5;

const beginningsOf = (normalised: string): readonly string[] =>
  [...normalised.matchAll(/ /gu)].map(({ index }) => normalised.slice(0, index));

const addItem = ({ whole, squashed, parts, beginnings }: Lookups, item: KnowledgeItem): void => {
  const names: readonly (readonly [PlainText, Match])[] = [
    [item.label, 'label'],
    ...(item.article === null ? [] : [[withoutParenthesis(item.article), 'title'] as const]),
    ...item.aliases.map(alias => [alias, 'alias'] as const),
  ];
  for (const [matched, match] of names) {
    const name = normaliseName(matched);
    put(whole, name, { item, match, matched });
    for (const beginning of beginningsOf(name)) put(beginnings, beginning, { item, match, matched });
    put(squashed, squashName(matched), { item, match, matched });
  }
  const person = mayBePerson(item) ? givenAndFamily(item.label) : null;
  for (const part of person === null ? [] : [person.last, person.first]) put(parts, part, { item, match: 'text', matched: item.label });
};

const popularityOf = ({ item }: Entry): number => item.popularity ?? 0;

/** Builds the index of a fixed set of items. */
export const knowledgeIndex = (all: readonly KnowledgeItem[]): KnowledgeIndex => {
  const things = all.filter(isThing);
  const byId = new Map<string, KnowledgeItem>(things.map(item => [item.qid, item]));
  const lookups: Lookups = { whole: new Map(), squashed: new Map(), parts: new Map(), beginnings: new Map() };
  for (const item of things) addItem(lookups, item);
  const found = (surface: string): readonly Entry[] => {
    const full = normaliseName(surface);
    const bare = withoutTitle(full);
    const squash = squashName(surface);
    const forms = [full, ...(bare?.includes(' ') ? [bare] : []), ...nameVariants(full)];
    const whole = [
      ...forms.flatMap(form => lookups.whole.get(form) ?? []),
      ...(squash.length > 2 ? (lookups.squashed.get(squash) ?? []) : []),
    ];
    const parts = (bare ?? full).includes(' ') ? [] : (lookups.parts.get(bare ?? full) ?? []);
    const longer = lookups.beginnings.get(full) ?? [];
    const byPopularity = (entries: readonly Entry[]): readonly Entry[] => entries.toSorted((a, b) => popularityOf(b) - popularityOf(a));
    return [...byPopularity(whole), ...byPopularity(parts), ...byPopularity(longer).slice(0, MOST_LONGER)];
  };
  return {
    search(surface) {
      const hits = new Map<string, SearchHit>();
      for (const { item, match, matched } of found(surface)) {
        if (hits.size >= MOST_HITS) break;
        const { qid, label, description } = item;
        if (!hits.has(qid)) hits.set(qid, { qid, label, description, match, matched });
      }
      return [...hits.values()];
    },
    items: qids => qids.flatMap(qid => byId.get(qid) ?? []),
  };
};
