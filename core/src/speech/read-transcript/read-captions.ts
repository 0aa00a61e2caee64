import { arrangeCaptions, type Caption } from './arrange-captions.ts';
import { readCaptionText } from './caption-text.ts';
import type { DraftWord } from './draft-word.ts';
import { splitCaptions } from './split-captions.ts';
import { spokenTokens } from './spoken-tokens.ts';
import { spreadErrorMs, spreadWords } from './spread-words.ts';

/** When a caption was shown, milliseconds: where its words are to be looked for in the audio. */
export interface CaptionWindow {
  readonly startMs: number;
  readonly endMs: number;
}

/** Word tags in VTT come from recognisers, and their times are about 106 ms off (Whisper, mean over 84 words). */
const RECOGNISED_ERROR_MS = 100;

interface Passage extends CaptionWindow {
  readonly texts: string[];
}

/** A caption's words by its word-timing tags; one passage where it has none. Times that run backwards are held. */
const passagesOf = ({ text, marks, startMs, endMs }: Caption, language: string): Passage[] => {
  const starts = [{ offset: 0, atMs: startMs }, ...marks];
  const passages: Passage[] = [];
  let atMs = startMs;
  for (const [index, start] of starts.entries()) {
    atMs = Math.min(endMs, Math.max(atMs, start.atMs));
    const next = starts[index + 1];
    passages.push({ texts: [], startMs: atMs, endMs: next ? Math.min(endMs, Math.max(atMs, next.atMs)) : endMs });
  }
  let passage = 0;
  for (const token of spokenTokens(text, language)) {
    while ((starts[passage + 1]?.offset ?? Infinity) <= token.offset) passage++;
    passages[passage]?.texts.push(token.text);
  }
  return passages;
};

const wordsOf = (caption: Caption, language: string): DraftWord[] => {
  const at = `line ${caption.line}`;
  if (caption.marks.length === 0) {
    const texts = spokenTokens(caption.text, language).map(token => token.text);
    return spreadWords(texts, { startMs: caption.startMs, endMs: caption.endMs, at });
  }
  return passagesOf(caption, language).flatMap(({ texts, startMs, endMs }): DraftWord[] => {
    const [only, ...others] = texts;
    if (only !== undefined && others.length === 0) {
      return [{ text: only, startMs, endMs, timeSource: 'given', timeErrorMs: RECOGNISED_ERROR_MS, at, endsSentence: false }];
    }
    return spreadWords(texts, { startMs, endMs, at, timeErrorMs: Math.max(RECOGNISED_ERROR_MS, spreadErrorMs(endMs - startMs)) });
  });
};

/** What SRT or VTT says: its words, and for each the caption it stands in. */
export interface CaptionReading {
  readonly words: readonly DraftWord[];
  readonly cues: readonly CaptionWindow[];
  readonly cueOfWord: readonly number[];
  readonly notes: readonly string[];
}

/** @throws AppError TRANSCRIPT_MALFORMED with line and reason */
export const readCaptions = (text: string, format: 'srt' | 'vtt', language: string): CaptionReading => {
  const raw = splitCaptions(text, format);
  const { captions, notes } = arrangeCaptions(raw.map(caption => ({ ...caption, ...readCaptionText(caption) })));
  const words: DraftWord[] = [];
  const cues: CaptionWindow[] = [];
  const cueOfWord: number[] = [];
  for (const caption of captions) {
    const said = wordsOf(caption, language);
    if (said.length === 0) continue;
    for (const word of said) {
      words.push(word);
      cueOfWord.push(cues.length);
    }
    cues.push({ startMs: caption.startMs, endMs: caption.endMs });
  }
  return { words, cues, cueOfWord, notes };
};
