import type { EnrichedEntity } from '../../entities/entity.ts';
import type { ImageCandidate, RefusalCode } from '../image-candidate.ts';
import { excludedType } from './excluded-types.ts';
import { contentStems, fold, namingOf, shareOf, type Naming } from './name-match.ts';

export type SubjectCheck =
  { readonly shows: true; readonly match: number } | { readonly shows: false; readonly code: RefusalCode; readonly why: string };

const no = (code: RefusalCode, why: string): SubjectCheck => ({ shows: false, code, why });

/** Names an entity goes by, its label first. One-word aliases are shared by too many to prove anything. */
const namesOf = ({ name, link }: EnrichedEntity): readonly string[] =>
  link.status === 'linked' ? [link.label, ...link.aliases.filter(alias => /\S\s+\S/.test(alias))] : [name];

const NAMING_WORTH: Readonly<Record<Naming, number>> = { whole: 1, 'part-of-longer': 0.4, absent: 0 };

const bestNaming = (text: string, names: readonly string[]): Naming => {
  const namings = names.map(name => namingOf(text, name));
  if (namings.includes('whole')) return 'whole';
  return namings.includes('part-of-longer') ? 'part-of-longer' : 'absent';
};

const hasOwnCategory = (candidate: ImageCandidate, names: readonly string[]): boolean => {
  const categories = new Set(candidate.categories.map(fold));
  return names.some(name => categories.has(fold(name)));
};

/** "Paul Allen (snooker player).jpg": a bracket that shares no word with what we know of the thing speaks of another one. */
const isNamesake = (candidate: ImageCandidate, entity: EnrichedEntity, names: readonly string[]): boolean => {
  if (entity.link.status !== 'linked') return false;
  const known = contentStems([entity.link.description, ...names].join(' '));
  const brackets = [...candidate.title.matchAll(/\(([^()]*\p{L}{3}[^()]*)\)/gu)].map(([, inside = '']) => contentStems(inside));
  return (
    names.some(name => namingOf(candidate.title, name) !== 'absent') &&
    brackets.some(words => words.size > 0 && shareOf(words, known) === 0)
  );
};

/** "By" before the name: made by the person, and not of the person. */
const isAuthorOnly = (candidate: ImageCandidate, names: readonly string[]): boolean => {
  const title = fold(candidate.title);
  return names.some(name =>
    new RegExp(`\\b(?:by|after|for|to|from|honou?ring|in honou?r of)\\s+${escapeRegExp(fold(name))}(?:\\W|$)`).test(title),
  );
};

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Found by words, so words have to prove it: a text match is not a picture of the thing. */
const checkByWords = (candidate: ImageCandidate, entity: EnrichedEntity, names: readonly string[]): SubjectCheck => {
  const own = hasOwnCategory(candidate, names);
  const inTitle = bestNaming(candidate.title, names);
  const inDescription = bestNaming(candidate.description, names);
  if (isNamesake(candidate, entity, names)) return no('WRONG_SUBJECT', 'its title speaks of somebody or something else of that name');
  if (entity.type === 'person' && isAuthorOnly(candidate, names))
    return no('WRONG_SUBJECT', 'its title names the person as its maker or addressee');
  if (own) return { shows: true, match: 1 };
  if (inTitle === 'whole') return { shows: true, match: 0.9 };
  if (entity.type !== 'person' && inDescription === 'whole') return { shows: true, match: 0.7 };
  if (inTitle === 'part-of-longer' || inDescription === 'part-of-longer')
    return no('WRONG_SUBJECT', 'the name there is part of a longer one');
  return no('WRONG_SUBJECT', 'nothing says that it shows this');
};

/** Said to show the thing by the knowledge base or by the file's own statement; the words only tell how well. */
const trusted = (candidate: ImageCandidate, names: readonly string[]): SubjectCheck => {
  const worth = Math.max(
    hasOwnCategory(candidate, names) ? 1 : 0,
    NAMING_WORTH[bestNaming(candidate.title, names)],
    0.8 * NAMING_WORTH[bestNaming(candidate.description, names)],
  );
  return { shows: true, match: candidate.origin === 'item-file' ? Math.max(0.8, worth) : Math.max(0.5, worth) };
};

const checkConcept = (candidate: ImageCandidate, entity: EnrichedEntity): SubjectCheck => {
  const wanted = contentStems(entity.name);
  const given = contentStems([candidate.title, candidate.description, ...candidate.categories].join(' '));
  const match = shareOf(wanted, given);
  return match > 0 ? { shows: true, match } : no('RELEVANCE', `nothing it says of itself speaks of ${entity.name}`);
};

/** Two people named in a title share the picture; it is not of the one alone. */
const isShared = (candidate: ImageCandidate, names: readonly string[]): boolean => {
  const title = fold(candidate.title);
  return names.some(name => {
    const at = title.indexOf(fold(name));
    if (at < 0) return false;
    const [before, after] = [candidate.title.slice(0, at), candidate.title.slice(at + name.length)];
    return (
      /^\s*(?:,|&|and|with|meets|meeting|greets|visits)\s+(?:[\w.]+\s+)?\p{Lu}/u.test(after) ||
      /\p{Lu}\S*\s+(?:&|and|with|meets|greets)\s+$/u.test(before)
    );
  });
};

/** Whether a candidate shows the entity, by all that is said of it, and how well the words agree, 0–1. */
export const checkSubject = (candidate: ImageCandidate, entity: EnrichedEntity): SubjectCheck => {
  if (candidate.origin === 'owner') return { shows: true, match: 1 };
  const names = namesOf(entity);
  const excluded = excludedType(candidate, entity.type, entity.link.status === 'linked' ? entity.link.label : entity.name);
  if (excluded !== null) return no('EXCLUDED_TYPE', `it is ${excluded}`);
  if (entity.kind === 'concept') return candidate.origin === 'stock' ? checkConcept(candidate, entity) : trusted(candidate, names);
  if (entity.type === 'person' && candidate.origin !== 'item-file' && isShared(candidate, names))
    return no('WRONG_SUBJECT', 'its title names others beside the person');
  if (candidate.origin === 'text-search') return checkByWords(candidate, entity, names);
  if (candidate.origin === 'depicts' && isNamesake(candidate, entity, names)) {
    return no('WRONG_SUBJECT', 'its title speaks of somebody or something else of that name');
  }
  return trusted(candidate, names);
};
