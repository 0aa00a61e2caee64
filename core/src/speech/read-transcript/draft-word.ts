import type { Word } from '../transcript.ts';

/** A word before it is known which of the transcript it is. */
export interface DraftWord extends Pick<Word, 'text' | 'startMs' | 'endMs' | 'timeSource' | 'timeErrorMs'> {
  /** Where in the file it stands, for issues: `line 12`, `words[3]`. */
  readonly at: string;
  /** The file says that a sentence ends after it, whatever its punctuation. */
  readonly endsSentence: boolean;
}
