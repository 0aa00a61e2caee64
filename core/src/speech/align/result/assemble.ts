import type { Word } from '../../transcript.ts';
import type { Alignment, WordRange } from '../alignment.ts';
import { fitOfWords } from './confidence.ts';
import { describeFindings } from './describe.ts';
import { garbageOf, rejectedRanges } from './judge-passages.ts';
import type { FoundWord } from '../search/path-reader.ts';
import { placeWords } from './place-words.ts';

/** The search's findings and what they are about. */
export interface AssembleRequest {
  readonly words: readonly Word[];
  /** The spoken words by their index among all. */
  readonly found: readonly { readonly index: number; readonly found: FoundWord }[];
  readonly passages: readonly WordRange[];
  /** Phone names. */
  readonly names: readonly string[];
  readonly durationMs: number;
}

/** @returns final times, what was rejected and why */
export const assemble = ({ words, found, passages, names, durationMs }: AssembleRequest): Alignment => {
  const fits = fitOfWords(found.map(word => word.found));
  const judged = found.map((word, i) => ({ ...word, fit: fits[i] ?? null }));
  const rejected = rejectedRanges(passages, judged);
  const inRejected = new Set(
    rejected.flatMap(({ fromWord, toWord }) => Array.from({ length: toWord - fromWord + 1 }, (_, i) => fromWord + i)),
  );
  const isRejected = (index: number): boolean => inRejected.has(index);
  const placed = placeWords({ words, judged, isRejected, names, durationMs });
  const { frames, garbage } = garbageOf(judged);
  const garbageShare = frames === 0 ? 0 : garbage / frames;
  return {
    method: 'acoustic',
    words: placed,
    rejected,
    garbageShare,
    notes: describeFindings({ words: placed, spoken: judged.length, rejected, isRejected, garbageShare }),
  };
};
