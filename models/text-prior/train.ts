/** Trains the text prior and writes `text-prior.json` beside this file. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { accentClass } from '../../core/src/speech/emphasis/text-prior.ts';
import { classOf, readHelsinkiCorpus } from './helsinki-corpus.ts';
import { crossValidate, type HeldOutWord, trainFolds, trainTextPrior } from './train-text-prior.ts';

const FOLDS = 5;
const DEV_SPLIT = resolve(import.meta.dirname, '../..', process.env.CUTAWAY_FIXTURES ?? '../shared', 'data/helsinki/dev.txt');
const ATTRIBUTION =
  'Helsinki Prosody Corpus, development split (A. Talman, A. Suni, H. Celikkanat, S. Kakouros, J. Tiedemann, M. Vainio: Predicting Prosodic Prominence from Text with Pre-trained Contextualized Word Representations, NoDaLiDa 2019; https://github.com/Helsinki-NLP/prosody), CC BY 4.0, over LibriTTS, CC BY 4.0. Changed: only weights fitted on its labels are contained here.';

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

const report = (words: readonly HeldOutWord[]): string => {
  const share = (holds: (word: HeldOutWord) => boolean): number => words.filter(holds).length / words.length;
  const [said, is] = [(word: HeldOutWord) => word.accented >= 0.5, (word: HeldOutWord) => classOf(word.prominence) > 0];
  const both = share(word => said(word) && is(word));
  return [
    `${words.length} words of ${new Set(words.map(word => word.speaker)).size} speakers, ${FOLDS} folds by speaker`,
    `2-way ${percent(share(word => said(word) === is(word)))}, F1 ${percent((2 * both) / (share(said) + share(is)))}`,
    `3-way ${percent(share(word => accentClass(word) === classOf(word.prominence)))}`,
  ].join('\n');
};

/** @param args path of the development split; absent: where larger fixtures lie */
export const train = ([path = DEV_SPLIT]: readonly string[]): void => {
  const text = readFileSync(path, 'utf8');
  const sentences = readHelsinkiCorpus(text);
  const heldOut = crossValidate(trainFolds(sentences, FOLDS));
  process.stdout.write(`${report(heldOut)}\n`);
  const about = `Made by \`npm run train -- text-prior\` from a corpus file with SHA-256 ${createHash('sha256').update(text).digest('hex')}.`;
  const file = trainTextPrior(sentences, heldOut, { about, attribution: ATTRIBUTION });
  writeFileSync(join(import.meta.dirname, 'text-prior.json'), `${JSON.stringify(file, null, 1)}\n`);
  process.stdout.write(`${file.features.split('\n').length} features, fusion ${JSON.stringify(file.fusion)}\n`);
};
