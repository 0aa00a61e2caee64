import * as z from 'zod';
import type { NameRecogniser } from '../../core/src/entities/recognise/name-recogniser.ts';
import { GoldMention, GoldText, readLines } from '../../models/linker/train/gold.ts';
import { asRecognised } from '../../models/linker/train/variants.ts';
import type { BenchRow } from '../report.ts';
import { intervalByDocument } from './resample.ts';
import { countInText } from '../../models/names-minilm/train/count-in-text.ts';
import { addCounts, f1, type NameCounts } from '../../models/names-minilm/train/score-names.ts';

const Spoken = GoldText.extend({ textAsr: z.string(), mentionsAsr: z.array(GoldMention) });

interface NameSet {
  readonly name: string;
  readonly texts: readonly GoldText[];
  readonly threshold: number;
  readonly prototype: string;
  readonly peer: string;
}

const TRAINED = 'the weights were trained on it: a training figure';
const UNSEEN = 'in no training set';

/** Cross-validated figures of the prototype, and of compromise 14.17 on the same data, from its measurements. */
const setsOf = (fixtures: string): readonly (NameSet & { readonly note: string })[] => {
  const read = (file: string): readonly GoldText[] => readLines(fixtures, file, GoldText);
  const spoken = readLines(fixtures, 'ner/voxpopuli.jsonl', Spoken);
  const heard = spoken.map(({ id, textAsr, mentionsAsr }): GoldText => ({ id, text: textAsr, mentions: mentionsAsr }));
  const [wikigold, social, gum, fair] = [
    read('ner/wikigold.jsonl'),
    read('ner/wnut17-dev.jsonl'),
    read('el/gum.jsonl'),
    read('el/wikifair.jsonl'),
  ];
  const lower = (texts: readonly GoldText[]): readonly GoldText[] => texts.map(asRecognised);
  return [
    { name: 'Wikigold', texts: wikigold, threshold: 74, prototype: '75.9', peer: 'compromise 45.9', note: TRAINED },
    { name: 'Wikigold, as a recogniser writes', texts: lower(wikigold), threshold: 62, prototype: '65.2', peer: '', note: TRAINED },
    { name: 'WNUT17 dev', texts: social, threshold: 70, prototype: '72.9', peer: 'compromise 46.2', note: TRAINED },
    { name: 'WNUT17 dev, as a recogniser writes', texts: lower(social), threshold: 68, prototype: '71.7', peer: '', note: TRAINED },
    { name: 'VoxPopuli', texts: spoken, threshold: 88, prototype: '89.8', peer: 'compromise 47.7', note: TRAINED },
    {
      name: 'VoxPopuli, as a recogniser writes',
      texts: heard,
      threshold: 85,
      prototype: '87.2',
      peer: 'compromise 39.5 (lower-cased)',
      note: TRAINED,
    },
    { name: 'GUM', texts: gum, threshold: 70, prototype: '72.4', peer: 'compromise 47.0', note: TRAINED },
    { name: 'GUM, as a recogniser writes', texts: lower(gum), threshold: 61, prototype: '64.1', peer: '', note: TRAINED },
    { name: 'Wiki-Fair', texts: fair, threshold: 70, prototype: '70.8', peer: '', note: UNSEEN },
    { name: 'Wiki-Fair, as a recogniser writes', texts: lower(fair), threshold: 60, prototype: '61.6', peer: '', note: UNSEEN },
  ];
};

/** Exact span and type on every gold set, cased and as a recogniser writes. */
export const nameRows = async (fixtures: string, recogniser: NameRecogniser): Promise<readonly BenchRow[]> => {
  const rows: BenchRow[] = [];
  for (const { name, texts, threshold, prototype, peer, note } of setsOf(fixtures)) {
    const documents: NameCounts[] = [];
    for (const text of texts) documents.push(await countInText(text, recogniser));
    const all = addCounts(documents);
    const value = f1(all);
    rows.push({
      check: `names, exact span and type, F1 (${note})`,
      data: `${name}, ${all.gold} names in ${texts.length} texts`,
      value: `${value.toFixed(1)} (precision ${((100 * all.right) / all.found).toFixed(1)}, recall ${((100 * all.right) / all.gold).toFixed(1)}; span only ${f1({ ...all, right: all.spans }).toFixed(1)})`,
      ci: intervalByDocument(documents, drawn => f1(addCounts(drawn))),
      threshold: `≥ ${threshold}`,
      prototype: `${prototype}, cross-validated`,
      peer,
      status: value >= threshold ? 'pass' : 'fail',
    });
  }
  return rows;
};
