import type { Hearing } from '../../speech/emphasis-point.ts';
import type { RecognisedName } from '../recognise/name-recogniser.ts';

/** An emphasised, concrete thing without a name, and where it is said. */
export interface FoundConcept {
  /** Its dictionary form, for example `telescope`. */
  readonly name: string;
  /** That a viewer would want to see it, 0–1. */
  readonly confidence: number;
  readonly places: readonly { readonly fromWord: number; readonly toWord: number; readonly surface: string }[];
}

/** Finds what deserves an illustrative picture. Never a part of a name. */
export interface ConceptFinder {
  find(hearing: Hearing, names: readonly RecognisedName[]): Promise<readonly FoundConcept[]>;
}
