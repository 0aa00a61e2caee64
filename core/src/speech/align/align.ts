import { setImmediate } from 'node:timers/promises';
import type { Word } from '../transcript.ts';
import type { Alignment } from './alignment.ts';
import type { AudioStream } from '../audio/audio-stream.ts';
import { correctByRule } from './correct-by-rule.ts';
import { withoutLocalMean } from './front-end/features.ts';
import { type Heard, listen } from './front-end/listen.ts';
import type { AlignerModel } from './model/load-aligner.ts';
import { pronounce } from './pronounce/pronounce.ts';
import { assemble } from './result/assemble.ts';
import { findWords } from './search/find-words.ts';
import { TUNING } from './tuning.ts';
import type { AlignmentWindows } from './windows.ts';

/** What there is to align. */
export interface AlignRequest {
  readonly model: AlignerModel;
  readonly audio: AudioStream;
  /** In spoken order, with rough times. */
  readonly words: readonly Word[];
  /** Of `windowsOfWords` or `windowsOfCues`, for the same words. */
  readonly windows: AlignmentWindows;
  /** BCP 47. */
  readonly language: string;
  /** Is told the share done, 0–1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Ends the work with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Reading takes a twentieth of the time the search does. */
const READING_SHARE = 0.05;

const isEnglish = (language: string): boolean => /^en(?:-|$)/i.test(language);

const alignBySound = async (
  { model, words, windows, onProgress, signal }: AlignRequest,
  { cepstra, durationMs }: Heard,
): Promise<Alignment> => {
  const spoken = words.flatMap(({ text }, index) => {
    const pronunciations = pronounce(text, model);
    return pronunciations.length > 0 ? [{ index, pronunciations, window: windows.words[index]! }] : [];
  });
  const onTurn = async (share: number): Promise<void> => {
    await setImmediate();
    signal?.throwIfAborted();
    onProgress?.(READING_SHARE + (1 - READING_SHARE) * share);
  };
  const { words: found } = await findWords({ model, centred: withoutLocalMean(cepstra), words: spoken, tuning: TUNING, onTurn });
  return assemble({
    words,
    found: spoken.map(({ index }, i) => ({ index, found: found[i]! })),
    passages: windows.passages,
    names: model.phones.names,
    durationMs,
  });
};

/**
 * Gives words the times their sound has. English only; for other languages a recogniser's times are corrected by rule, and
 * the notes say so. Deterministic. Works in turns of a fraction of a second, and still belongs into a thread of its own: an
 * hour of speech takes minutes.
 * @throws the signal's reason where it is aborted, and whatever the audio throws
 */
export const align = async (request: AlignRequest): Promise<Alignment> => {
  const { audio, words, windows, language, onProgress, signal } = request;
  if (windows.words.length !== words.length) throw new RangeError('one window a word is needed');
  signal?.throwIfAborted();
  const expectedMs = Math.max(1, windows.words.at(-1)?.endMs ?? 0);
  const heard = await listen(audio, ms => {
    signal?.throwIfAborted();
    onProgress?.(READING_SHARE * Math.min(1, ms / expectedMs));
  });
  const alignment = isEnglish(language) ? await alignBySound(request, heard) : correctByRule(words, heard, language);
  onProgress?.(1);
  return alignment;
};
