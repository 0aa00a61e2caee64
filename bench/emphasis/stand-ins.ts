import { mean } from '../align/statistics.ts';
import { FRAMES_PER_SECOND } from '../../core/src/speech/signal/frames.ts';
import { type Change, resynthesise, type Voice } from './resynthesis.ts';

/** A word and when it is said, milliseconds. */
export interface SaidWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Read speech with its words. */
export interface ReadSpeech extends Voice {
  readonly name: string;
  readonly words: readonly SaidWord[];
}

/** A phrase in which one word was made emphatic. */
export interface StandIn {
  readonly samples: Float32Array;
  readonly sampleRate: number;
  readonly words: readonly SaidWord[];
  /** Place of the emphatic word. */
  readonly target: number;
}

/** What makes a word emphatic. All but the target lose some of their own melody, as they do around a contrast. */
export interface Emphasising extends Change {
  /** Share of the melody that the other words keep. */
  readonly melody: number;
  /** Of what follows the target: semitones and dB. */
  readonly afterSemitones: number;
  readonly afterDecibels: number;
}

const NONE = { semitones: 0, stretch: 1, decibels: 0, melody: 0.6, afterSemitones: 0, afterDecibels: 0 };

/** As people do it: all at once, clearly or barely; and each means alone. */
export const MANNERS: Readonly<Record<string, Emphasising>> = {
  clear: { semitones: 5, stretch: 1.4, decibels: 5, melody: 0.6, afterSemitones: -2, afterDecibels: -3 },
  moderate: { semitones: 3, stretch: 1.25, decibels: 3, melody: 0.6, afterSemitones: -1, afterDecibels: -2 },
  'pitch alone': { ...NONE, semitones: 6 },
  'length alone': { ...NONE, stretch: 1.6 },
  'loudness alone': { ...NONE, decibels: 8 },
};

/** Milliseconds of pause that part two phrases; words in a phrase; milliseconds kept around one. */
const PAUSE = 150;
const WORDS = { least: 4, most: 9 };
const MARGIN = 200;
/** Milliseconds a word has to last: a swallowed "the" is not what people stress, and stretching does not make it so. */
const SHORTEST_TARGET = 180;

/** @returns stretches of words between pauses, none longer than nine words */
const phrasesOf = (words: readonly SaidWord[]): (readonly SaidWord[])[] => {
  const phrases: SaidWord[][] = [];
  for (const word of words) {
    const phrase = phrases.at(-1);
    const before = phrase?.at(-1);
    if (phrase !== undefined && before !== undefined && word.startMs - before.endMs < PAUSE && phrase.length < WORDS.most)
      phrase.push(word);
    else phrases.push([word]);
  }
  return phrases.filter(phrase => phrase.length >= WORDS.least);
};

const cut = (speech: ReadSpeech, phrase: readonly SaidWord[]): ReadSpeech => {
  const startMs = Math.max(0, (phrase[0]?.startMs ?? 0) - MARGIN);
  const endMs = (phrase.at(-1)?.endMs ?? 0) + MARGIN;
  const at = (ms: number, rate: number): number => Math.round((ms / 1_000) * rate);
  return {
    name: speech.name,
    samples: speech.samples.slice(at(startMs, speech.sampleRate), at(endMs, speech.sampleRate)),
    sampleRate: speech.sampleRate,
    f0: speech.f0.slice(at(startMs, FRAMES_PER_SECOND), at(endMs, FRAMES_PER_SECOND)),
    words: phrase.map(({ text, startMs: from, endMs: to }) => ({ text, startMs: from - startMs, endMs: to - startMs })),
  };
};

const standIn = (speech: ReadSpeech, target: number, manner: Emphasising): StandIn => {
  const word = speech.words[target] ?? { startMs: 0, endMs: 0 };
  const voiced = [...speech.f0].filter(hertz => hertz > 0);
  const usual = Math.exp(mean(voiced.map(Math.log)));
  const changeAt = (seconds: number): Change => {
    const hertz = speech.f0[Math.round(seconds * FRAMES_PER_SECOND)] ?? 0;
    const flatter = hertz === 0 ? 0 : (manner.melody - 1) * 12 * Math.log2(hertz / usual);
    const share = (1_000 * seconds - word.startMs) / (word.endMs - word.startMs);
    if (share > 1) return { semitones: flatter + manner.afterSemitones, stretch: 1, decibels: manner.afterDecibels };
    if (share < 0) return { semitones: flatter, stretch: 1, decibels: 0 };
    const rise = Math.sin(Math.PI * share);
    return { semitones: manner.semitones * rise, stretch: manner.stretch, decibels: manner.decibels * rise };
  };
  const { samples, when } = resynthesise(speech, changeAt);
  const words = speech.words.map(({ text, startMs, endMs }) => ({
    text,
    startMs: Math.round(1_000 * when(startMs / 1_000)),
    endMs: Math.round(1_000 * when(endMs / 1_000)),
  }));
  return { samples, sampleRate: speech.sampleRate, words, target };
};

/** @returns for each phrase and each of its words a recording in which that word was made emphatic */
export const standIns = (speech: ReadSpeech, manner: Emphasising): StandIn[] =>
  phrasesOf(speech.words)
    .map(phrase => cut(speech, phrase))
    .flatMap(phrase =>
      phrase.words.flatMap(({ startMs, endMs }, target) => (endMs - startMs < SHORTEST_TARGET ? [] : [standIn(phrase, target, manner)])),
    );
