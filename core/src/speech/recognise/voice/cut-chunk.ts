import { isSound } from './speech-levels.ts';
import type { PlacedBlock, SpeechChunk } from './speech-chunk.ts';

/** Blocks of the shortest pause a cut may lie in: .16 s, longer than the closure of any consonant. */
const SHORTEST_PAUSE = 5;
/** Where there is no pause, so much is heard twice: 5 s, some ten words to recognise the place by. */
const OVERLAP = 156;

interface Pause {
  readonly from: number;
  readonly to: number;
}

/** @returns the longest pause between two blocks, the later one of equals; null where there is none */
const longestPause = (blocks: readonly PlacedBlock[], from: number, to: number): Pause | null => {
  let longest: Pause | null = null;
  let start = from;
  for (let i = from; i <= to; i++) {
    const block = i < to ? blocks[i] : undefined;
    if (block !== undefined && !isSound(block)) continue;
    if (i - start >= Math.max(SHORTEST_PAUSE, longest === null ? 0 : longest.to - longest.from)) longest = { from: start, to: i };
    start = i + 1;
  }
  return longest;
};

/**
 * Cuts a chunk in two: in the longest pause of a range of its blocks, or, where nobody draws breath there, at the range's
 * end, with some seconds in both parts.
 * @param from first block that may begin the second part @param to last one, exclusive
 */
export const cutChunk = ({ blocks, overlap }: SpeechChunk, from: number, to: number): readonly [SpeechChunk, SpeechChunk] => {
  const pause = longestPause(blocks, from, to);
  const end = pause === null ? to : Math.round((pause.from + pause.to) / 2);
  const shared = pause === null ? Math.min(OVERLAP, Math.floor(end / 2)) : 0;
  return [
    { blocks: blocks.slice(0, end), overlap },
    { blocks: blocks.slice(end - shared), overlap: shared },
  ];
};
