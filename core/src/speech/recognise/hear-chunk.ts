import { isLooping, withoutLoop } from './without-loops.ts';
import { joinWords } from './join-words.ts';
import type { RecognisedWord } from './recognised-word.ts';
import { cutChunk } from './voice/cut-chunk.ts';
import { lengthOf, placementIn, type SpeechChunk, soundOf, startOfBlock, type TimeSpan } from './voice/speech-chunk.ts';
import type { Whisper, WhisperRequest } from './whisper/whisper.ts';
import { wordsOfText } from './words-of-text.ts';

/** Blocks of a chunk (6 s) that is heard again in halves where the recogniser got stuck; shorter ones are not. */
const SHORTEST_HALVED = 188;

/**
 * Mean logarithm of the probability of what was written, below which it is made up rather than heard. Read speech has
 * -.06 to -.14, the word "You" that noise is taken for -2.6; the model's authors give up at the same limit.
 */
const MADE_UP_BELOW = -1;

/** @returns the time that the second chunk shares with the one before it, milliseconds within the recording */
export const sharedTime = ({ blocks, overlap }: SpeechChunk): TimeSpan => {
  const [first, last] = [blocks[0], blocks[overlap - 1]];
  return first === undefined || last === undefined
    ? { startMs: 0, endMs: 0 }
    : { startMs: startOfBlock(first.index), endMs: startOfBlock(last.index + 1) };
};

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Starts never decrease, and a word ends where the next one starts at the latest. */
const inOrder = (words: readonly RecognisedWord[]): RecognisedWord[] => {
  let earliest = 0;
  const started = words.map(word => {
    const startMs = Math.max(earliest, word.startMs);
    earliest = startMs;
    return { ...word, startMs, endMs: Math.max(startMs, word.endMs) };
  });
  return started.map((word, i) => ({ ...word, endMs: Math.min(word.endMs, Math.max(word.startMs, started[i + 1]?.startMs ?? Infinity)) }));
};

/**
 * Recognises the words of a chunk, with their times within the recording. Where the recogniser gets stuck in a loop, it
 * hears the halves again; what it is not sure to have heard at all is left out.
 */
export const hearChunk = async (whisper: Whisper, chunk: SpeechChunk, request: WhisperRequest): Promise<RecognisedWord[]> => {
  const pieces = await whisper.hear(soundOf(chunk), request);
  const loops = isLooping(pieces.map(({ text }) => text).join(''));
  if (loops && chunk.blocks.length >= SHORTEST_HALVED) {
    const quarter = Math.round(chunk.blocks.length / 4);
    const [first, second] = cutChunk(chunk, quarter, 3 * quarter);
    return joinWords(await hearChunk(whisper, first, request), await hearChunk(whisper, second, request), sharedTime(second));
  }
  if (meanOf(pieces.map(({ logProbability }) => logProbability)) < MADE_UP_BELOW) return [];
  const place = placementIn(chunk);
  const words = wordsOfText(pieces, request.language).map(word => ({ ...word, ...place(withinSound(word, chunk)) }));
  return inOrder(loops ? withoutLoop(words) : words);
};

/** A last word may seem to last into the silence that fills up the recogniser's window. */
const withinSound = ({ startMs, endMs }: TimeSpan, { blocks }: SpeechChunk): TimeSpan => {
  const length = lengthOf(blocks.length);
  return { startMs: Math.min(startMs, length), endMs: Math.min(endMs, length) };
};
