import { transcriptText } from '../../speech/transcript.ts';
import type { NameWord, RecognisedName } from './name-recogniser.ts';
import type { NameSpan } from './name-span.ts';
import type { NameToken } from './name-token.ts';

/** Never a name by themselves, whatever the model says about them in one place. */
const PRONOUNS = new Set(
  'i you he she it we they me him her us them my your his its our their mine yours hers ours theirs this that these those who'.split(' '),
);

const isName = (surface: string): boolean => /\p{L}/u.test(surface) && !/^.$/su.test(surface) && !PRONOUNS.has(surface.toLowerCase());

/** @returns the spans that are names, as places in the words they came from */
export const recognisedNames = (
  words: readonly NameWord[],
  tokens: readonly NameToken[],
  spans: readonly NameSpan[],
): readonly RecognisedName[] => {
  const { text } = transcriptText(words);
  return spans.flatMap(({ from, to, type, confidence }) => {
    const first = tokens[from]!;
    const last = tokens[to]!;
    const surface = text.slice(first.start, last.end);
    if (type === 'NORP' || !isName(surface)) return [];
    return [{ fromWord: first.word, toWord: last.word, start: first.start, end: last.end, surface, type, confidence }];
  });
};
