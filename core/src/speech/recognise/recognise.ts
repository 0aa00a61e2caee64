import { AppError } from '../../errors/app-error.ts';
import type { AudioStream } from '../audio/audio-stream.ts';
import { resample } from '../audio/resampler.ts';
import { hearChunk, sharedTime } from './hear-chunk.ts';
import { joinWords } from './join-words.ts';
import type { Recognition, RecognisedWord } from './recognised-word.ts';
import { VOICE_RATE, type VoiceModel } from './voice/silero.ts';
import { lengthOf, type SpeechChunk, soundOf } from './voice/speech-chunk.ts';
import { speechChunks } from './voice/speech-chunks.ts';
import { SPEECH_FROM } from './voice/speech-levels.ts';
import { type VoicedBlock, voicedBlocks } from './voice/voiced-blocks.ts';
import type { Whisper } from './whisper/whisper.ts';

export interface RecogniseRequest {
  readonly whisper: Whisper;
  readonly voice: VoiceModel;
  readonly audio: AudioStream;
  /** Milliseconds; no word lies beyond it. */
  readonly durationMs: number;
  /** ISO 639; null: found out by the model. */
  readonly language: string | null;
  /** Words that may be said, as they are written. */
  readonly hints: readonly string[];
  /** Is told the share done, 0–1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Ends the work with the signal's reason, at the next chunk. */
  readonly signal?: AbortSignal | undefined;
}

type KnownLanguage = Pick<Recognition, 'language' | 'languageSource'>;

const given = (language: string | null, known: readonly string[]): KnownLanguage | null => {
  const isEnglishOnly = known.length === 0;
  if (isEnglishOnly && (language === null || language === 'en')) return { language: 'en', languageSource: 'only' };
  if (language === null) return null;
  if (!known.includes(language))
    throw new AppError('LANGUAGE_UNKNOWN', {
      detail: `The recogniser does not know the language "${language}"${isEnglishOnly ? '; it knows English only' : ''}.`,
    });
  return { language, languageSource: 'given' };
};

/** Chunks listened to before a language is believed: half a minute may be a quotation. */
const CHUNKS_FOR_LANGUAGE = 3;

/** @returns the language that is most probable over the chunks */
const detect = async (whisper: Whisper, chunks: readonly SpeechChunk[]): Promise<KnownLanguage> => {
  const sums = new Map<string, number>();
  for (const chunk of chunks) {
    for (const [language, share] of await whisper.languageOf(soundOf(chunk))) sums.set(language, (sums.get(language) ?? 0) + share);
  }
  const [best] = [...sums].sort(([, a], [, b]) => b - a);
  return { language: best?.[0] ?? 'en', languageSource: 'detected' };
};

/** Counts blocks as they go by. */
class Meter {
  blocks = 0;
  speech = 0;

  async *count(blocks: AsyncIterable<VoicedBlock>): AsyncGenerator<VoicedBlock> {
    for await (const block of blocks) {
      this.blocks++;
      if (block.probability >= SPEECH_FROM) this.speech++;
      yield block;
    }
  }
}

/** The first chunks by which the language is found out, and then the others. */
async function* withLanguage(
  chunks: AsyncIterable<SpeechChunk>,
  known: KnownLanguage | null,
  whisper: Whisper,
): AsyncGenerator<{ readonly chunk: SpeechChunk; readonly known: KnownLanguage }> {
  const first: SpeechChunk[] = [];
  let found = known;
  for await (const chunk of chunks) {
    first.push(chunk);
    if (found === null && first.length < CHUNKS_FOR_LANGUAGE) continue;
    found ??= await detect(whisper, first);
    for (const each of first.splice(0)) yield { chunk: each, known: found };
  }
  if (first.length === 0) return;
  const late = found ?? (await detect(whisper, first));
  for (const each of first) yield { chunk: each, known: late };
}

/**
 * Makes words of a recording as it streams by: finds speech, recognises it in chunks, and joins them. Silence and sounds that
 * are no speech are never given to the recogniser, which would make words of them.
 * @throws AppError `LANGUAGE_UNKNOWN`, the signal's reason, or what the audio throws
 */
export const recognise = async (request: RecogniseRequest): Promise<Recognition> => {
  const { whisper, voice, audio, durationMs, language, hints, onProgress, signal } = request;
  let known = given(language, whisper.languages);
  const meter = new Meter();
  const chunks = speechChunks(meter.count(voicedBlocks(resample(audio.blocks(), audio.sampleRate, VOICE_RATE), voice)));
  let words: readonly RecognisedWord[] = [];
  for await (const next of withLanguage(chunks, known, whisper)) {
    signal?.throwIfAborted();
    known = next.known;
    const heard = await hearChunk(whisper, next.chunk, { language: known.language, hints });
    words = joinWords(words, heard, sharedTime(next.chunk));
    onProgress?.(Math.min(1, lengthOf(meter.blocks) / Math.max(1, durationMs)));
  }
  onProgress?.(1);
  return {
    ...(known ?? { language: 'en', languageSource: 'detected' }),
    words: words.map(word => ({ ...word, startMs: Math.min(word.startMs, durationMs), endMs: Math.min(word.endMs, durationMs) })),
    speechShare: meter.blocks === 0 ? 0 : meter.speech / meter.blocks,
    notes: [],
  };
};
