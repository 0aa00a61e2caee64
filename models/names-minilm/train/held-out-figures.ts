import type { NameRecogniser } from '../../../core/src/entities/recognise/name-recogniser.ts';
import type { GoldText } from '../../linker/train/gold.ts';
import { asRecognised, type Rewrite } from '../../linker/train/variants.ts';
import { countInText } from './count-in-text.ts';
import type { LabelledText } from './labelled-text.ts';
import { addCounts, f1, type NameCounts } from './score-names.ts';

const asPrinted: Rewrite = gold => gold;

const f1Of = async (texts: readonly GoldText[], recogniser: NameRecogniser): Promise<string> => {
  const counts: NameCounts[] = [];
  for (const text of texts) counts.push(await countInText(text, recogniser));
  return f1(addCounts(counts)).toFixed(1);
};

/** @returns exact span and type F1 of each set, as printed and as a recogniser writes, in one line */
export const heldOutFigures = async (texts: readonly LabelledText[], recogniser: NameRecogniser): Promise<string> => {
  const cells: string[] = [];
  for (const [set, some] of Map.groupBy(texts, ({ gold: { id } }) => id.slice(0, id.indexOf('-')))) {
    const [printed, heard] = [asPrinted, asRecognised].map(rewrite => some.map(({ gold }) => rewrite(gold)));
    cells.push(`${set} ${await f1Of(printed ?? [], recogniser)} / ${await f1Of(heard ?? [], recogniser)} (${some.length} texts)`);
  }
  return cells.join('; ');
};
