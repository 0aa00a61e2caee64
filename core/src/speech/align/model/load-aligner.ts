import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Dictionary, readDictionary } from './dictionary.ts';
import { type Gaussians, readGaussians } from './gaussians.ts';
import { type LetterToSound, readLetterRules } from './letter-rules.ts';
import { type MixtureWeights, readMixtureWeights } from './mixture-weights.ts';
import { type PhoneSet, readPhoneSet } from './phone-set.ts';
import { readTransitions, type Transitions } from './transitions.ts';

/** What turns cepstra into scores of phones. */
export interface AcousticModel {
  readonly phones: PhoneSet;
  readonly transitions: Transitions;
  readonly gaussians: Gaussians;
  readonly weights: MixtureWeights;
}

/** Everything the aligner reads from disk; parsed once, never changed, good for any number of alignments. */
export interface AlignerModel extends AcousticModel {
  readonly dictionary: Dictionary;
  readonly letterToSound: LetterToSound;
}

/**
 * @param folder holds `mdef`, `means`, `variances`, `transition_matrices`, `sendump`, `cmudict-en-us.dict.gz`, `letters.json.gz`
 * @throws AppError `INTERNAL` where a file is damaged, and the file system's own error where one is missing
 */
export const loadAligner = async (folder: string): Promise<AlignerModel> => {
  const read = (name: string): Promise<Buffer> => readFile(join(folder, name));
  const [mdef, means, variances, transitions, sendump, dictionary, letters] = await Promise.all([
    read('mdef'),
    read('means'),
    read('variances'),
    read('transition_matrices'),
    read('sendump'),
    read('cmudict-en-us.dict.gz'),
    read('letters.json.gz'),
  ]);
  const phones = readPhoneSet(mdef);
  return {
    phones,
    transitions: readTransitions(transitions, phones.names.length),
    gaussians: readGaussians(means, variances),
    weights: readMixtureWeights(sendump, phones.codebooks.length),
    dictionary: readDictionary(dictionary, phones.ids),
    letterToSound: readLetterRules(letters, phones.ids),
  };
};
