import { LABELS } from '../../../core/src/entities/recognise/name-labels.ts';
import { nameTokens } from '../../../core/src/entities/recognise/name-token.ts';
import { textWords } from '../../../core/src/entities/recognise/text-words.ts';
import { transcriptText } from '../../../core/src/speech/transcript.ts';
import { type GoldMention, GoldText, readLines } from '../../linker/train/gold.ts';
import { nationalityIn } from './nationalities.ts';

export interface LabelledToken {
  readonly text: string;
  readonly sentence: number;
  /** Index into `LABELS`. */
  readonly label: number;
}

/** A text as the model reads it, with what it should answer. */
export interface LabelledText {
  readonly gold: GoldText;
  /** What is held out together: an article, a sitting of a parliament, a post. */
  readonly document: string;
  readonly tokens: readonly LabelledToken[];
}

const SETS = ['ner/wikigold', 'ner/wnut17-dev', 'ner/voxpopuli', 'el/gum'] as const;
/** What of an id is the document; ids of the other sets are documents themselves. */
const DOCUMENT = /^wikigold-\d+|^voxpopuli-\d+-\d+-PLENARY-\d+/u;

const TYPES: Readonly<Record<string, string>> = { GROUP: 'ORG', EVENT: 'MISC', PRODUCT: 'MISC', WORK: 'MISC', LAW: 'MISC' };

/** The longest of names that lie in each other. */
const outermost = (mentions: readonly GoldMention[]): readonly GoldMention[] =>
  mentions.filter(({ start, end }) => !mentions.some(other => other.start <= start && other.end >= end && other.end - other.start > end - start));

/** @param isNationality says which names are recognised in order to be dropped */
export const labelledText = (gold: GoldText, isNationality: (surface: string) => boolean): LabelledText => {
  const words = textWords(gold.text);
  const { offsets } = transcriptText(words);
  const mentions = outermost(gold.mentions);
  let before: GoldMention | undefined;
  const tokens = nameTokens(words).map(({ text, start, end, word, sentence }): LabelledToken => {
    const shift = (words[word]?.start ?? 0) - (offsets[word] ?? 0);
    const mention = mentions.find(one => one.start < end + shift && one.end > start + shift);
    const isFirst = mention !== before;
    before = mention;
    if (mention?.type === undefined) return { text, sentence, label: 0 };
    const type = TYPES[mention.type] ?? mention.type;
    const named = type === 'MISC' && isNationality(gold.text.slice(mention.start, mention.end)) ? 'NORP' : type;
    const label = LABELS.findIndex(one => one === `${isFirst ? 'B' : 'I'}-${named}`);
    if (label === -1) throw new TypeError(`"${named}" is no type the model knows`);
    return { text, sentence, label };
  });
  return { gold, document: DOCUMENT.exec(gold.id)?.[0] ?? gold.id, tokens };
};

/** @returns the texts of the four sets the model is trained on */
export const labelledTexts = (fixtures: string): readonly LabelledText[] => {
  const sets = SETS.map(name => readLines(fixtures, `${name}.jsonl`, GoldText));
  const isNationality = nationalityIn(sets[SETS.indexOf('ner/voxpopuli')] ?? []);
  return sets.flat().map(gold => labelledText(gold, isNationality));
};
