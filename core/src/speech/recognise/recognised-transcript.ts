import type { GivenTranscript } from '../../projects/given-transcript.ts';
import type { DraftWord } from '../read-transcript/draft-word.ts';
import { numberSentences } from '../read-transcript/number-sentences.ts';
import type { Recognition } from './recognised-word.ts';

/** Mean error of a recogniser's word onsets on the four clips with word tiers, milliseconds. */
const ERROR_MS = 110;

/** What was recognised, as a transcript whose times are still a recogniser's. @param durationMs of the recording */
export const transcriptOf = ({ language, words, notes }: Recognition, durationMs: number): Omit<GivenTranscript, 'schemaVersion'> => {
  const drafts = words.map(({ text, startMs, endMs }, index): DraftWord => ({
    text,
    startMs: Math.round(startMs),
    endMs: Math.round(endMs),
    timeSource: 'asr',
    timeErrorMs: ERROR_MS,
    at: `words[${index}]`,
    endsSentence: false,
  }));
  const sentences = numberSentences(drafts);
  return {
    transcript: {
      schemaVersion: 1,
      source: 'asr',
      language,
      durationMs,
      words: drafts.map(({ text, startMs, endMs, timeSource, timeErrorMs }, index) => ({
        id: `w${index}`,
        text,
        startMs,
        endMs,
        timeSource,
        timeErrorMs,
        confidence: words[index]?.confidence ?? 0,
        sentence: sentences[index] ?? 0,
      })),
    },
    cues: [],
    cueOfWord: [],
    notes,
  };
};
