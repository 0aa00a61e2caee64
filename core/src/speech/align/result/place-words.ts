import type { Word } from '../../transcript.ts';
import type { AlignedPhone, AlignedWord } from '../alignment.ts';
import { FRAME_MS } from '../front-end/frames.ts';
import { confidenceOf, DOUBTFUL_BELOW, FLAG_BELOW } from './confidence.ts';
import type { JudgedWord } from './judge-passages.ts';

/**
 * Added to every boundary. The middle of a frame's window lies 12.8 ms after its start; without it onsets were 20 ms early on
 * average, with it 6.
 */
const OFFSET_MS = 15;

/** Measured means: 18–28 ms over all degraded clips, 41 where the sound fits badly. */
const ERROR_MS = 20;
const DOUBTFUL_ERROR_MS = 50;

/** How a word came out: found, or to be squeezed in between its neighbours with the times it came with. */
type Placement = { readonly startMs: number; readonly endMs: number; readonly judged: JudgedWord } | null;

const placementOf = (judged: JudgedWord | undefined, isRejected: boolean, durationMs: number): Placement => {
  const phones = judged?.found.phones ?? [];
  if (judged === undefined || isRejected || phones.length === 0) return null;
  const at = (frame: number): number => Math.min(frame * FRAME_MS + OFFSET_MS, durationMs);
  return { startMs: at(phones[0]!.start), endMs: at(phones.at(-1)!.end), judged };
};

const phonesOf = ({ found }: JudgedWord, names: readonly string[], durationMs: number): AlignedPhone[] =>
  found.phones.map(({ phone, start, end }) => ({
    phone: names[phone] ?? '',
    startMs: Math.min(start * FRAME_MS + OFFSET_MS, durationMs),
    endMs: Math.min(end * FRAME_MS + OFFSET_MS, durationMs),
  }));

/** What placing needs to know. */
export interface PlaceRequest {
  readonly words: readonly Word[];
  /** The spoken ones, in order. */
  readonly judged: readonly JudgedWord[];
  /** @returns whether the passage of a word was rejected */
  readonly isRejected: (index: number) => boolean;
  /** Phone names. */
  readonly names: readonly string[];
  /** Of the audio; no boundary lies beyond it. */
  readonly durationMs: number;
}

/** @returns every word with its final times: starts never decrease, no word ends before it starts */
export const placeWords = ({ words, judged, isRejected, names, durationMs }: PlaceRequest): AlignedWord[] => {
  const byIndex = new Map(judged.map(word => [word.index, word]));
  const placements = words.map((_, index) => placementOf(byIndex.get(index), isRejected(index), durationMs));
  const nextStarts = new Array<number>(words.length);
  let nextStart = Infinity;
  for (let i = words.length - 1; i >= 0; i--) {
    nextStarts[i] = nextStart;
    nextStart = placements[i]?.startMs ?? nextStart;
  }
  let previousEnd = 0;
  return words.map((word, i) => {
    const placement = placements[i] ?? null;
    if (placement === null) {
      const startMs = Math.min(Math.max(word.startMs, previousEnd), nextStarts[i]!);
      const endMs = Math.max(startMs, Math.min(word.endMs, nextStarts[i]!));
      previousEnd = endMs;
      return { ...word, startMs, endMs, confidence: 0, phones: [], flagged: byIndex.has(i) };
    }
    const { startMs, endMs, judged: found } = placement;
    const fit = found.fit ?? -Infinity;
    previousEnd = endMs;
    return {
      ...word,
      startMs,
      endMs,
      timeSource: 'aligned',
      timeErrorMs: fit < DOUBTFUL_BELOW ? DOUBTFUL_ERROR_MS : ERROR_MS,
      confidence: confidenceOf(fit),
      phones: phonesOf(found, names, durationMs),
      flagged: fit < FLAG_BELOW,
    };
  });
};
