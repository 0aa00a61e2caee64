import { AppError } from '../../errors/app-error.ts';
import type { Transcript } from '../transcript.ts';
import { decodeText } from './decode-text.ts';
import type { DraftWord } from './draft-word.ts';
import { numberSentences } from './number-sentences.ts';
import { type CaptionReading, type CaptionWindow, readCaptions } from './read-captions.ts';
import { readJsonWords } from './read-json-words.ts';
import { readPlainText } from './read-plain-text.ts';
import { LONGEST_WORD } from './spoken-tokens.ts';
import { quoted, refuseIfAny } from './transcript-issues.ts';

export type TranscriptFormat = 'srt' | 'vtt' | 'text' | 'words';

export interface TranscriptLimits {
  readonly maxBytes: number;
  readonly maxWords: number;
  readonly maxDurationMs: number;
}

/** A transcript as a user sends it. */
export interface TranscriptFile {
  readonly bytes: Uint8Array;
  readonly format: TranscriptFormat;
  /** BCP 47; English where it is absent. */
  readonly language?: string;
  readonly limits: TranscriptLimits;
}

export interface TranscriptReading {
  readonly transcript: Transcript;
  /** The captions of SRT and VTT as windows for alignment; empty for other formats. */
  readonly cues: readonly CaptionWindow[];
  /** For each word the index of its caption in `cues`; empty for other formats. */
  readonly cueOfWord: readonly number[];
  /** Sentences for people: what was mended, as any player would have done. */
  readonly notes: readonly string[];
}

const readFormat = (text: string, format: TranscriptFormat, language: string): CaptionReading => {
  switch (format) {
    case 'srt':
    case 'vtt':
      return readCaptions(text, format, language);
    case 'text':
      return { words: readPlainText(text, language), cues: [], cueOfWord: [], notes: [] };
    case 'words':
      return { ...readJsonWords(text, language), cues: [], cueOfWord: [] };
  }
};

const refuseTooLong = (detail: string): never => {
  throw new AppError('TRANSCRIPT_TOO_LONG', { detail });
};

const durationOf = ({ words, cues }: CaptionReading): number =>
  [...cues, ...words.slice(-1)].reduce((longest, { endMs }) => Math.max(longest, endMs), 0);

const checkWords = (words: readonly DraftWord[], durationMs: number, limits: TranscriptLimits): void => {
  if (words.length === 0) throw new AppError('TRANSCRIPT_EMPTY');
  if (words.length > limits.maxWords) refuseTooLong(`${words.length} words; at most ${limits.maxWords}`);
  if (durationMs > limits.maxDurationMs) {
    refuseTooLong(`it ends at ${Math.ceil(durationMs / 1000)} s; at most ${Math.floor(limits.maxDurationMs / 1000)} s`);
  }
  refuseIfAny(
    words
      .filter(word => word.text.length > LONGEST_WORD)
      .map(word => ({ at: word.at, why: `${quoted(word.text)} is a word of more than ${LONGEST_WORD} characters` })),
  );
};

/**
 * Reads SRT, VTT, plain text (one sentence a line) and JSON words. Sound descriptions, speaker names and markup are not words.
 * @throws AppError TRANSCRIPT_EMPTY, TRANSCRIPT_MALFORMED (with `issues`), TRANSCRIPT_ENCODING, TRANSCRIPT_TOO_LONG
 */
export const readTranscript = ({ bytes, format, language = 'en', limits }: TranscriptFile): TranscriptReading => {
  if (bytes.length > limits.maxBytes) refuseTooLong(`${bytes.length} bytes; at most ${limits.maxBytes}`);
  const text = decodeText(bytes);
  if (text.trim() === '') throw new AppError('TRANSCRIPT_EMPTY');
  const reading = readFormat(text, format, language);
  const durationMs = durationOf(reading);
  checkWords(reading.words, durationMs, limits);
  const sentences = numberSentences(reading.words);
  const words = reading.words.map(({ text: spoken, startMs, endMs, timeSource, timeErrorMs }, index) => ({
    id: `w${index}`,
    text: spoken,
    startMs,
    endMs,
    timeSource,
    timeErrorMs,
    sentence: sentences[index] ?? 0,
  }));
  const { cues, cueOfWord, notes } = reading;
  return { transcript: { schemaVersion: 1, source: format, language, durationMs, words }, cues, cueOfWord, notes };
};
