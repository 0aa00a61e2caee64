import type { Word } from '../../../speech/transcript.ts';
import type { Cue } from '../../timeline.ts';

/** Sentences that are read together, and the pictures that belong beside them. */
export interface Paragraph {
  readonly startMs: number;
  readonly words: readonly Word[];
  readonly cues: readonly Cue[];
}

/** A paragraph ends with the sentence that reaches this many words, or at a silence this long. */
const ENOUGH_WORDS = 55;
const SILENCE_MS = 2_000;

/** A picture more begins a new one, so that pictures stay beside their words. */
const ENOUGH_CUES = 2;

const bySentence = (words: readonly Word[]): Word[][] => [...Map.groupBy(words, word => word.sentence).values()];

/** @returns the talk in readable paragraphs of whole sentences; each cue is with the paragraph that holds its first word */
export const paragraphsOf = (words: readonly Word[], cues: readonly Cue[]): Paragraph[] => {
  const cueAt = Map.groupBy(cues, cue => cue.fromWord);
  const paragraphs: Paragraph[] = [];
  let open: Word[] = [];
  let beside: Cue[] = [];
  const close = (): void => {
    const first = open[0];
    if (first) paragraphs.push({ startMs: first.startMs, words: open, cues: beside });
    open = [];
    beside = [];
  };
  for (const sentence of bySentence(words)) {
    const silenceMs = (sentence[0]?.startMs ?? 0) - (open.at(-1)?.endMs ?? Infinity);
    const own = sentence.flatMap(word => cueAt.get(word.id) ?? []);
    if (open.length >= ENOUGH_WORDS || silenceMs >= SILENCE_MS || (own.length > 0 && beside.length >= ENOUGH_CUES)) close();
    open = [...open, ...sentence];
    beside = [...beside, ...own];
  }
  close();
  return paragraphs;
};
