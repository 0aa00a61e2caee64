import type { AlignedWord, WordRange } from '../alignment.ts';

/** Most passages named one by one. */
const MOST_NAMED = 5;
/** Worth a sentence from this share on. */
const NOTABLE_GARBAGE = 0.1;

const clock = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** What the notes are made of. */
export interface Findings {
  readonly words: readonly AlignedWord[];
  /** Words with something to say. */
  readonly spoken: number;
  readonly rejected: readonly WordRange[];
  /** @returns whether the passage of a word was rejected */
  readonly isRejected: (index: number) => boolean;
  readonly garbageShare: number;
}

const NOTHING_FITS = 'The text does not fit this recording: nothing was aligned, and the words keep the times they came with.';

const rejectionNote = ({ words, rejected }: Findings): string => {
  const named = rejected
    .slice(0, MOST_NAMED)
    .map(({ fromWord, toWord }) => `${clock(words[fromWord]?.startMs ?? 0)}–${clock(words[toWord]?.endMs ?? 0)}`);
  const more = rejected.length > MOST_NAMED ? ` and ${count(rejected.length - MOST_NAMED, 'more place', 'more places')}` : '';
  return `The text does not fit the sound at ${named.join(', ')}${more}; the words there keep the times they came with.`;
};

/** @returns what was weaker than it could be, in sentences for people */
export const describeFindings = (findings: Findings): string[] => {
  const { words, spoken, rejected, isRejected, garbageShare } = findings;
  if (rejected.length > 0 && words.every((_, i) => isRejected(i))) return [NOTHING_FITS];
  const doubtful = words.filter((word, i) => word.flagged && !isRejected(i));
  const lost = doubtful.filter(({ phones }) => phones.length === 0).length;
  const wrong = doubtful.length - lost;
  const notes: string[] = [];
  if (rejected.length > 0) notes.push(rejectionNote(findings));
  if (lost > 0)
    notes.push(
      `${count(lost, 'word', 'words')} of ${spoken} could not be heard and ${lost === 1 ? 'keeps' : 'keep'} the times from before.`,
    );
  if (wrong > 0) notes.push(`${count(wrong, 'word', 'words')} of ${spoken} ${wrong === 1 ? 'does' : 'do'} not sound like what is written.`);
  if (garbageShare > NOTABLE_GARBAGE)
    notes.push(`For ${Math.round(100 * garbageShare)} % of the time there is speech or noise that the text lacks.`);
  return notes;
};
