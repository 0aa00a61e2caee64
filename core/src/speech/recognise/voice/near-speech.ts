import type { PlacedBlock } from './speech-chunk.ts';
import { isSound, SPEECH_FROM } from './speech-levels.ts';

/** Blocks (3 s) around sure speech in which fainter speech is looked for. */
const NEAR = 94;
/** So many blocks of sure speech (.1 s) among so many (.5 s) are a voice. Less is a click or a breath. */
const LEAST_SPEECH = 3;
const AMONG = 16;

const isSpeech = ({ probability }: PlacedBlock): boolean => probability >= SPEECH_FROM;

/** Leaves out whatever is far from any speech: music, noise, silence. Keeps the seconds before and after speech. */
export async function* nearSpeech(blocks: AsyncIterable<PlacedBlock>): AsyncGenerator<PlacedBlock> {
  const before: PlacedBlock[] = [];
  let since = Infinity;
  for await (const block of blocks) {
    if (isSpeech(block) && since <= NEAR) since = 0;
    else since++;
    if (since <= NEAR) {
      yield block;
      continue;
    }
    before.push(block);
    if (before.length > NEAR) before.shift();
    if (!isSpeech(block) || before.slice(-AMONG).filter(isSpeech).length < LEAST_SPEECH) continue;
    since = 0;
    yield* before.splice(0);
  }
}

/** Blocks kept before a sound begins and after it ends: .26 and .32 s. Of longer pauses only that much is heard. */
const BEFORE = 8;
const AFTER = 10;

/** Shortens long pauses: recognisers swallow them into words, or make words of them. */
export async function* withoutPauses(blocks: AsyncIterable<PlacedBlock>): AsyncGenerator<PlacedBlock> {
  const before: PlacedBlock[] = [];
  let quiet = AFTER;
  for await (const block of blocks) {
    quiet = isSound(block) ? 0 : quiet + 1;
    if (quiet > AFTER) {
      before.push(block);
      if (before.length > BEFORE) before.shift();
      continue;
    }
    yield* before.splice(0);
    yield block;
  }
}
