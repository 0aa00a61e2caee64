import { cutChunk } from './cut-chunk.ts';
import { nearSpeech, withoutPauses } from './near-speech.ts';
import type { PlacedBlock, SpeechChunk } from './speech-chunk.ts';
import type { VoicedBlock } from './voiced-blocks.ts';

/** Blocks of a chunk at most: 28 s. The recogniser hears 30, and finds the end better with silence after it. */
const LONGEST = 875;
/** Cuts lie in the last two fifths of a full chunk: the fuller, the fewer chunks. */
const CUT_FROM = 525;
/** Blocks of silence (10 s) after which what follows belongs to another chunk. */
const LONG_SILENCE = 312;

async function* placed(blocks: AsyncIterable<VoicedBlock>): AsyncGenerator<PlacedBlock> {
  let index = 0;
  for await (const block of blocks) yield { ...block, index: index++ };
}

interface GrowingChunk extends SpeechChunk {
  readonly blocks: PlacedBlock[];
}

/** Blocks that only repeat the end of the chunk before are no chunk. */
const holdsAnything = ({ blocks, overlap }: GrowingChunk): boolean => blocks.length > overlap;

const nothing = (): GrowingChunk => ({ blocks: [], overlap: 0 });

/**
 * Speech in pieces that a recogniser hears at once: at most 28 s, cut in pauses where there are any, without long silences.
 * Holds no more than one chunk.
 */
export async function* speechChunks(blocks: AsyncIterable<VoicedBlock>): AsyncGenerator<SpeechChunk> {
  let chunk = nothing();
  for await (const block of withoutPauses(nearSpeech(placed(blocks)))) {
    const last = chunk.blocks.at(-1);
    if (last !== undefined && block.index - last.index > LONG_SILENCE) {
      if (holdsAnything(chunk)) yield chunk;
      chunk = nothing();
    }
    chunk.blocks.push(block);
    if (chunk.blocks.length < LONGEST) continue;
    const [full, rest] = cutChunk(chunk, CUT_FROM, chunk.blocks.length);
    yield full;
    chunk = { ...rest, blocks: [...rest.blocks] };
  }
  if (holdsAnything(chunk)) yield chunk;
}
