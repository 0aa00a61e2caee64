import { givenAndFamily, isOnlyTitles, kindWord, nameVariants, normaliseName, squashName, withoutTitle } from '../name-forms.ts';
import type { KnowledgeItem } from '../knowledge-base.ts';
import type { NameType } from '../recognise/name-recogniser.ts';
import type { ClassGroup } from './class-group.ts';
import { wordsOf } from './talk-words.ts';

/**
 * How a surface names an item, best first: its label; an alias or the title of its article; either without marks; a spelling variant; a
 * last or first name alone; through a longer name of the same talk.
 */
export const MATCH_KINDS = ['label', 'alias', 'squash', 'variant', 'last', 'first', 'doc'] as const;
export type MatchKind = (typeof MATCH_KINDS)[number];

const withoutParenthesis = (title: string): string => title.replace(/\s*\([^)]*\)$/u, '');

/** What is compared of one item, computed once for all surfaces of a talk. */
export interface ItemNames {
  readonly labels: ReadonlySet<string>;
  readonly aliases: ReadonlySet<string>;
  readonly squashed: ReadonlySet<string>;
  /** Of the description. */
  readonly words: ReadonlySet<string>;
  readonly person: { readonly first: string; readonly last: string } | null;
}

/** @returns the names of an item in the forms they are compared in */
export const itemNames = (item: Pick<KnowledgeItem, 'label' | 'aliases' | 'article' | 'description'>): ItemNames => {
  const aliases = [...(item.article === null ? [] : [withoutParenthesis(item.article)]), ...item.aliases];
  return {
    labels: new Set([normaliseName(item.label)]),
    aliases: new Set(aliases.map(normaliseName)),
    squashed: new Set([item.label, ...aliases].map(squashName)),
    words: wordsOf(item.description),
    person: givenAndFamily(item.label),
  };
};

const PEOPLE: ReadonlySet<ClassGroup> = new Set(['HUMAN', 'FICT']);

/** "Mississippi River" is not the state, nor "Oklahoma City" either: what kind of thing a name says it is, the item has to be. */
const isOfSaidKind = (full: string, { words }: ItemNames, group: ClassGroup): boolean => {
  const kind = kindWord(full);
  return kind === null || group === 'ORG' || words.has(kind);
};

/**
 * @param type of the name, or null where nobody said
 * @returns whether it cannot name the item, whatever the item is called: a title alone names nobody, and neither a place nor an
 * organisation is called by one name of a person
 */
export const namesNobody = (surface: string, type: NameType | null, { person }: ItemNames, group: ClassGroup): boolean => {
  const full = normaliseName(surface);
  const form = withoutTitle(full) ?? full;
  return (
    PEOPLE.has(group) && (isOnlyTitles(form) || ((type === 'LOC' || type === 'ORG') && (form === person?.last || form === person?.first)))
  );
};

/** @returns which name of a person or figure a single word is, whatever else they are called; null where it is none */
export const partOfName = (surface: string, { person }: ItemNames, group: ClassGroup): 'last' | 'first' | null => {
  const full = normaliseName(surface);
  const single = withoutTitle(full) ?? full;
  if (single.includes(' ') || person === null || !PEOPLE.has(group)) return null;
  if (person.last === single) return 'last';
  return person.first === single ? 'first' : null;
};

/** @returns the best way `surface` names the item, or null where it does not */
export const matchKind = (surface: string, names: ItemNames, group: ClassGroup): MatchKind | null => {
  const full = normaliseName(surface);
  const bare = withoutTitle(full);
  for (const form of bare === null ? [full] : [full, bare]) {
    if (form === bare && !form.includes(' ')) continue;
    if (names.labels.has(form)) return 'label';
    if (names.aliases.has(form)) return 'alias';
  }
  const squashed = squashName(surface);
  if (squashed.length > 2 && names.squashed.has(squashed)) return 'squash';
  if (isOfSaidKind(full, names, group) && nameVariants(full).some(variant => names.labels.has(variant) || names.aliases.has(variant)))
    return 'variant';
  return partOfName(surface, names, group);
};
