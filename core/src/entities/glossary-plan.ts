import type { Word } from '../speech/transcript.ts';
import type { EntityKind, EntityType } from './entity.ts';
import type { GlossaryEntry } from './glossary.ts';
import { foldName } from './name-forms.ts';
import type { RecognisedName } from './recognise/name-recogniser.ts';

/** What the glossary makes of a talk before anything is recognised. */
export interface GlossaryPlan {
  readonly drafts: readonly {
    readonly kind: EntityKind;
    readonly type: EntityType;
    readonly name: string;
    readonly confidence: 1;
    readonly places: readonly { readonly fromWord: number; readonly toWord: number; readonly surface: string }[];
  }[];
  readonly skipped: readonly { readonly surface: string; readonly why: string }[];
  /** Whether the glossary has spoken about some word of a recognised name. */
  covers(name: Pick<RecognisedName, 'fromWord' | 'toWord'>): boolean;
}

interface Phrase {
  readonly entry: GlossaryEntry;
  readonly words: readonly string[];
}

/** Longest phrases first, so that "Ada Lovelace" wins over "Ada". */
const phrasesByFirstWord = (entries: readonly GlossaryEntry[]): ReadonlyMap<string, readonly Phrase[]> => {
  const phrases = entries
    .flatMap(entry => [entry.name, ...entry.aliases].map(surface => ({ entry, words: foldName(surface).split(' ') })))
    .filter(({ words }) => words[0] !== '')
    .sort((a, b) => b.words.length - a.words.length);
  const byFirst = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const first = phrase.words[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase]);
  }
  return byFirst;
};

const bare = (texts: readonly string[]): string => texts.join(' ').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

/** Reads the talk for the names of the glossary, word by word, whatever case they are written in. */
export const readGlossary = (entries: readonly GlossaryEntry[], words: readonly Pick<Word, 'text'>[]): GlossaryPlan => {
  const byFirst = phrasesByFirstWord(entries);
  const spoken = byFirst.size === 0 ? [] : words.map(word => foldName(word.text));
  const covered = new Set<number>();
  const places = new Map<GlossaryEntry, { fromWord: number; toWord: number; surface: string }[]>();
  for (let index = 0; index < spoken.length; index += 1) {
    const phrase = (byFirst.get(spoken[index] ?? '') ?? []).find(one => one.words.every((word, ahead) => spoken[index + ahead] === word));
    if (phrase === undefined) continue;
    const toWord = index + phrase.words.length - 1;
    const surface = bare(words.slice(index, toWord + 1).map(word => word.text));
    places.set(phrase.entry, [...(places.get(phrase.entry) ?? []), { fromWord: index, toWord, surface }]);
    for (let word = index; word <= toWord; word += 1) covered.add(word);
    index = toWord;
  }
  const kept = [...places].filter(([entry]) => entry.action !== 'ban');
  return {
    drafts: kept.map(([entry, said]) => ({
      kind: entry.action === 'picture' ? 'owner' : 'named',
      type: entry.type,
      name: entry.name,
      confidence: 1,
      places: said,
    })),
    skipped: [...places.keys()]
      .filter(entry => entry.action === 'ban')
      .map(entry => ({ surface: entry.name, why: 'The glossary says never to show it.' })),
    covers: ({ fromWord, toWord }) => {
      for (let word = fromWord; word <= toWord; word += 1) if (covered.has(word)) return true;
      return false;
    },
  };
};
