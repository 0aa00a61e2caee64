/** Trains the name model from the sentence model: three folds by document, with their figures, then one model on everything. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { classGrouper, ClassGroupModel } from '../../core/src/entities/link/class-group.ts';
import { onnxNameRecogniser } from '../../core/src/entities/recognise/onnx-name-recogniser.ts';
import { loadWordPieces } from '../../core/src/entities/word-pieces.ts';
import { randomFrom, shuffled } from '../random.ts';
import { trainingBatches } from './train/batches.ts';
import { fineTune, requireTorch } from './train/fine-tune.ts';
import { heldOutFigures } from './train/held-out-figures.ts';
import { knownNames } from './train/known-names.ts';
import { type LabelledText, labelledTexts } from './train/labelled-text.ts';

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, '../..');
const FIXTURES = resolve(ROOT, process.env.CUTAWAY_FIXTURES ?? '../shared');
const OUT = join(ROOT, '.cutaway/train-names');
const FOLDS = 3;
const EPOCHS = 4;
/** Enough to see every part work, in minutes; its figures say nothing. */
const TRIAL = { texts: 60, epochs: 1 };

const byFold = (texts: readonly LabelledText[]): readonly (readonly LabelledText[])[] => {
  const documents = shuffled([...Map.groupBy(texts, ({ document }) => document).values()], randomFrom(2));
  return Array.from({ length: FOLDS }, (_, fold) => documents.filter((__, index) => index % FOLDS === fold).flat());
};

/** @param args `fold` for the first fold only, `trial` for a short run of every part, or nothing for all */
export const train = async ([part]: readonly string[]): Promise<void> => {
  const python = process.env.CUTAWAY_PYTHON ?? 'python3';
  await requireTorch(python);
  const grouper = classGrouper(ClassGroupModel.parse(JSON.parse(readFileSync(join(HERE, '../linker/groups.json'), 'utf8'))));
  const deps = { vocabulary: await loadWordPieces(HERE), names: knownNames(FIXTURES, grouper) };
  const fit = (texts: readonly LabelledText[], name: string, epochs = EPOCHS): Promise<void> =>
    fineTune(python, trainingBatches(texts, epochs, deps), join(OUT, name));
  const folds = byFold(labelledTexts(FIXTURES));
  const asked = part === undefined ? folds : folds.slice(0, 1);
  for (const [index, heldOut] of asked.entries()) {
    const learnt = folds.filter(fold => fold !== heldOut).flat();
    const name = part === 'trial' ? 'trial' : `fold-${index + 1}`;
    await (part === 'trial' ? fit(learnt.slice(0, TRIAL.texts), name, TRIAL.epochs) : fit(learnt, name));
    console.log(name, await heldOutFigures(heldOut, onnxNameRecogniser({ modelFolder: join(OUT, name), threads: 1 })));
  }
  if (part !== undefined) return;
  await fit(folds.flat(), 'all');
  console.log(`${join(OUT, 'all/onnx/model_quantized.onnx')} is the model to ship; golden outputs are of the one they were made with`);
};
