import type { TextWord } from '../../core/src/speech/emphasis/text-features.ts';

/** One sentence of the Helsinki Prosody Corpus (Talman et al. 2019). */
export interface LabelledSentence {
  /** LibriTTS speaker: the first number of the file's name. */
  readonly speaker: string;
  /** Words with the punctuation that follows them. */
  readonly words: readonly TextWord[];
  /** For each word its prominence, negative values as 0; null where the corpus has none. */
  readonly prominences: readonly (number | null)[];
}

/** Prominence from which a word is accented, and from which strongly: the corpus' own class cuts. */
export const CLASS_CUTS = { accented: 0.4, strong: 1.2 };

/** @returns class 0, 1 or 2 */
export const classOf = (prominence: number): 0 | 1 | 2 => {
  if (prominence >= CLASS_CUTS.strong) return 2;
  return prominence >= CLASS_CUTS.accented ? 1 : 0;
};

const isPunctuation = (token: string): boolean => !/[\p{L}\p{N}]/u.test(token);

const parseSentence = (block: string, sentence: number): LabelledSentence => {
  const [name = '', ...lines] = block.split('\n').filter(line => line !== '');
  const words: TextWord[] = [];
  const prominences: (number | null)[] = [];
  for (const line of lines) {
    const [token = '', , , value = 'NA'] = line.split('\t');
    const last = words.at(-1);
    if (isPunctuation(token)) {
      if (last !== undefined) words[words.length - 1] = { ...last, text: last.text + token };
      continue;
    }
    words.push({ text: token, sentence });
    prominences.push(value === 'NA' ? null : Math.max(0, Number(value)));
  }
  return { speaker: name.split('_')[0] ?? name, words, prominences };
};

/** @param text of a split: a line `<file> TAB name` per sentence, then one token a line with class, boundary class, prominence, boundary */
export const readHelsinkiCorpus = (text: string): LabelledSentence[] =>
  text
    .split('<file>\t')
    .slice(1)
    .map(parseSentence);
