import type { Clip, TimedWord } from './clips.ts';
import type { Trial } from './measure.ts';
import type { Random } from './random.ts';

/** Common words that none of the clips is full of. */
const STRANGERS = [
  'people',
  'time',
  'world',
  'school',
  'water',
  'number',
  'always',
  'because',
  'another',
  'money',
  'story',
  'with',
  'different',
  'history',
  'under',
  'without',
];

const stranger = (random: Random): string => STRANGERS[Math.floor(random.even() * STRANGERS.length)] ?? 'people';

const trial = (clip: Clip, entries: readonly { word: TimedWord; truth: TimedWord | null }[]): Trial => ({
  samples: clip.samples,
  words: entries.map(({ word }) => word),
  truth: entries.map(({ truth }) => truth),
});

/** A kind of mistake in a text, made at one place. */
export interface Mistake {
  readonly name: string;
  /** @param at index of the word it is made at; at least two more follow */
  readonly make: (clip: Clip, at: number, random: Random) => Trial;
}

const entriesOf = (clip: Clip): { word: TimedWord; truth: TimedWord | null }[] => clip.words.map(word => ({ word, truth: word }));

export const MISTAKES: readonly Mistake[] = [
  { name: 'one word missing', make: (clip, at) => trial(clip, entriesOf(clip).toSpliced(at, 1)) },
  { name: 'two words missing', make: (clip, at) => trial(clip, entriesOf(clip).toSpliced(at, 2)) },
  {
    name: 'one word added',
    make: (clip, at, random) => {
      const startMs = clip.words[at]?.startMs ?? 0;
      return trial(clip, entriesOf(clip).toSpliced(at, 0, { word: { text: stranger(random), startMs, endMs: startMs }, truth: null }));
    },
  },
  {
    name: 'one word wrong',
    make: (clip, at, random) =>
      trial(
        clip,
        entriesOf(clip).map((entry, i) => (i === at ? { word: { ...entry.word, text: stranger(random) }, truth: null } : entry)),
      ),
  },
];

/** @returns the clip's text with every `period`th word replaced, from `first` on */
export const withStrangers = (clip: Clip, period: number, first: number, random: Random): Trial =>
  trial(
    clip,
    entriesOf(clip).map((entry, i) => (i % period === first ? { word: { ...entry.word, text: stranger(random) }, truth: null } : entry)),
  );

/** @returns the text of another recording, squeezed into this one's time */
export const wrongText = (clip: Clip, other: Clip): Trial => {
  const factor = clip.samples.length / other.samples.length;
  return trial(
    clip,
    other.words.map(({ text, startMs, endMs }) => ({ word: { text, startMs: startMs * factor, endMs: endMs * factor }, truth: null })),
  );
};
