import * as z from 'zod';
import type { DraftWord } from './draft-word.ts';
import { spokenTokens } from './spoken-tokens.ts';
import { spreadWords } from './spread-words.ts';
import { quoted, refuseIfAny, type TranscriptIssue } from './transcript-issues.ts';

const Seconds = z.number('a number of seconds is needed').min(0, 'a time cannot be negative');

/** `{"words":[{"text","start","end"}]}`, times in seconds; other fields are ignored. */
const WordsFile = z.object({
  words: z.array(z.object({ text: z.string('a text is needed'), start: Seconds, end: Seconds }), 'a list of words is needed'),
});
type TimedText = z.infer<typeof WordsFile>['words'][number];

/**
 * Where such times come from is not known: an aligner's are 17 ms off, a recogniser's 106 (mean over 84 words). Between the
 * two, so that audio that comes with them is measured, and less trusted than after alignment.
 */
const GIVEN_ERROR_MS = 50;

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((at, key) => (typeof key === 'number' ? `${at}[${key}]` : at === '' ? String(key) : `${at}.${String(key)}`), '') ||
  'the file';

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    refuseIfAny([{ at: 'the file', why: `it is not JSON: ${quoted(error instanceof Error ? error.message : 'no reason given')}` }]);
  }
  return undefined;
};

const orderIssues = (items: readonly TimedText[]): TranscriptIssue[] =>
  items.flatMap(({ start, end }, index) => {
    if (end < start) return [{ at: `words[${index}].end`, why: `the word ends (${end}) before its start (${start})` }];
    const before = items[index - 1];
    if (before && start < before.start) {
      return [{ at: `words[${index}].start`, why: `the word starts (${start}) before the one before it (${before.start})` }];
    }
    return [];
  });

const wordsOf = (item: TimedText, next: TimedText | undefined, index: number, language: string): DraftWord[] => {
  const startMs = Math.round(item.start * 1000);
  const endMs = Math.round(Math.min(item.end, next?.start ?? item.end) * 1000);
  const texts = spokenTokens(item.text, language).map(token => token.text);
  const words = spreadWords(texts, { startMs, endMs, at: `words[${index}]`, timeErrorMs: GIVEN_ERROR_MS });
  return texts.length === 1 ? words.map(word => ({ ...word, timeSource: 'given' })) : words;
};

/**
 * Words that overlap the next one end where it starts; recognisers write such times.
 * @throws AppError TRANSCRIPT_MALFORMED with the place and reason: no JSON, another shape, times that run backwards
 */
export const readJsonWords = (text: string, language: string): { words: DraftWord[]; notes: string[] } => {
  const parsed = WordsFile.safeParse(parseJson(text));
  if (!parsed.success) {
    refuseIfAny(parsed.error.issues.map(issue => ({ at: pathOf(issue.path), why: issue.message })));
    return { words: [], notes: [] };
  }
  const items = parsed.data.words;
  refuseIfAny(orderIssues(items));
  const overlaps = items.filter((item, index) => item.end > (items[index + 1]?.start ?? Infinity)).length;
  return {
    words: items.flatMap((item, index) => wordsOf(item, items[index + 1], index, language)),
    notes: overlaps === 0 ? [] : [`Words that overlapped the next end where it starts: ${overlaps}.`],
  };
};
