import type { EmphasisPoint } from '../emphasis-point.ts';
import type { Word } from '../transcript.ts';
import { expectedPoint } from './emphasis-of-word.ts';
import type { Sensitivity } from './sensitivity.ts';
import type { TextPrior } from './text-prior.ts';

interface TextRequest {
  readonly words: readonly Word[];
  readonly sensitivity: Sensitivity;
  readonly prior: TextPrior;
}

/** Emphasis the text lets expect, without any sound. @returns one point a word, in the words' order */
export const analyseText = ({ words, sensitivity, prior }: TextRequest): EmphasisPoint[] => {
  const threshold = prior.exceededBy[sensitivity];
  return prior
    .expect(words)
    .map((expectation, i) => expectedPoint(words[i]!, { expectation, emphasised: expectation.strong >= threshold, because: 'No audio' }));
};
