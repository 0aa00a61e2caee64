import { nameWords, normaliseName, TITLES } from './name-forms.ts';
import { alsoCalled } from './nicknames.ts';
import type { NameType, RecognisedName } from './recognise/name-recogniser.ts';

/** Names of a talk that mean one thing, in the order they are said. */
export interface NameGroup {
  /** The fullest name said, without titles. */
  readonly name: string;
  readonly type: NameType;
  readonly mentions: readonly RecognisedName[];
}

const titleLength = (surface: string): number => {
  let length = 0;
  for (const word of surface.matchAll(/\S+\s+/gu)) {
    if (!TITLES.has(word[0].trim().toLowerCase().replace(/\.$/u, ''))) return length;
    length += word[0].length;
  }
  return length;
};

/** A person's name without the titles before it: "President Lincoln" is Lincoln. Other names keep every word. */
const withoutTitles = (name: RecognisedName): RecognisedName => {
  const length = name.type === 'PER' ? titleLength(name.surface) : 0;
  if (length === 0) return name;
  const words = name.surface.slice(0, length).trim().split(/\s+/u).length;
  return {
    ...name,
    start: name.start + length,
    surface: name.surface.slice(length),
    fromWord: Math.min(name.fromWord + words, name.toWord),
  };
};

/** A mention with the words it is compared by. */
interface Compared {
  readonly mention: RecognisedName;
  readonly key: string;
  readonly words: readonly string[];
}

const initials = (surface: string): string =>
  surface
    .split(/[\s-]+/u)
    .filter(word => /^\p{Lu}/u.test(word))
    .map(word => word.charAt(0))
    .join('');

const ACRONYM = /^(?:\p{Lu}\.?){2,6}$/u;

/** Under what a short form would look for a full name: its parts and nicknames for a person, its initials for anything else. */
const shortFormsOf = ({ mention, words }: Compared): readonly string[] => {
  if (words.length < 2) return [];
  if (mention.type !== 'PER') return [`initials ${initials(mention.surface)}`];
  return [words.at(-1) ?? '', ...alsoCalled(words[0] ?? '')].map(part => `part ${part}`);
};

const asShortForm = ({ mention, words }: Compared): string | null => {
  if (words.length !== 1) return null;
  if (mention.type !== 'PER' && ACRONYM.test(mention.surface)) return `initials ${mention.surface.replaceAll('.', '')}`;
  return mention.type === 'PER' || mention.type === 'MISC' ? `part ${words[0] ?? ''}` : null;
};

/**
 * Each mention's group: a short form belongs to the full name it stands for. Where several people of the talk bear it, it
 * belongs to the one named both first and last; otherwise it stays by itself, for the linker to weigh them.
 */
const groupKeys = (compared: readonly Compared[]): readonly string[] => {
  const first = new Map<string, string>();
  for (const one of compared) for (const form of shortFormsOf(one)) if (!first.has(form)) first.set(form, one.key);
  const latest = new Map<string, string>();
  return compared.map(one => {
    for (const form of shortFormsOf(one)) latest.set(form, one.key);
    const short = asShortForm(one);
    const meant = short === null ? undefined : first.get(short);
    if (short === null || meant === undefined) return one.key;
    return (latest.get(short) ?? meant) === meant ? meant : one.key;
  });
};

const majorityType = (mentions: readonly RecognisedName[]): NameType => {
  const votes = new Map<NameType, number>();
  for (const { type, confidence } of mentions) votes.set(type, (votes.get(type) ?? 0) + confidence);
  return [...votes].reduce<readonly [NameType, number]>((best, vote) => (vote[1] > best[1] ? vote : best), ['MISC', 0])[0];
};

/**
 * Groups names that mean one thing: the same name in any spelling of case, mark and possessive; a surname or first name with
 * the full name it stands for; an acronym with what it abbreviates.
 */
export const groupNames = (names: readonly RecognisedName[]): readonly NameGroup[] => {
  const compared = names
    .map(withoutTitles)
    .map(mention => ({ mention, key: normaliseName(mention.surface), words: nameWords(mention.surface) }))
    .filter(({ key }) => key !== '');
  const groups = new Map<string, Compared[]>();
  const keys = groupKeys(compared);
  for (const [index, one] of compared.entries()) {
    const key = keys[index] ?? one.key;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [one]);
    else members.push(one);
  }
  return [...groups].map(([key, members]) => {
    const full = members.filter(member => member.key === key).map(({ mention }) => mention);
    return { name: full[0]?.surface ?? key, type: majorityType(full), mentions: members.map(({ mention }) => mention) };
  });
};
