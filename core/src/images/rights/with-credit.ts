import type { ImageCandidate } from '../image-candidate.ts';
import { creditOf } from './credit.ts';
import { creditHtml, creditText } from './credit-formats.ts';

/** @returns the candidate with its credit, worded by its provider's rules from its other fields */
export const withCredit = (candidate: Omit<ImageCandidate, 'credit' | 'creditHtml'>): ImageCandidate => {
  const spans = creditOf(candidate);
  return { ...candidate, credit: creditText(spans), creditHtml: creditHtml(spans) };
};
