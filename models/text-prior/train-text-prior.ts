import { textFeatures } from '../../core/src/speech/emphasis/text-features.ts';
import { TextPrior, type TextPriorFile } from '../../core/src/speech/emphasis/text-prior.ts';
import { fitFusion } from './fit-fusion.ts';
import { classOf, type LabelledSentence } from './helsinki-corpus.ts';
import { fitNetwork, type LabelledRow } from './sentence-network.ts';

/** A feature seen less often, in both spellings together, says more about a sentence than about English. Chosen on the folds: 20 to 80 differ by 0.1 points. */
const LEAST_COUNT = 70;
const SHAPE = { units: 8, reach: 2 };
/** One step of a weight. A byte then reaches from -4 to 4, and rounding costs nothing measurable. */
const STEP = 1 / 32;
/** Share of words marked in neutral reading, setting by setting; what the voice's rule marks (see `sensitivity.ts`). */
const FIRING = { low: 0.065, normal: 0.09, high: 0.16, highest: 0.24 };

const vocabularyOf = (sentences: readonly (readonly string[])[]): string[] => {
  const counts = new Map<string, number>();
  for (const features of sentences) for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= LEAST_COUNT).map(([feature]) => feature).sort();
};

const rounded = (values: Float64Array): number[] => Array.from(values, value => Math.round(value * 1e4) / 1e4);
const toBytes = (weights: Float64Array): string =>
  Buffer.from(Int8Array.from(weights, weight => Math.min(127, Math.max(-127, Math.round(weight / STEP)))).buffer).toString('base64');

type TextWeights = Omit<TextPriorFile, 'schemaVersion' | 'about' | 'attribution' | 'fusion' | 'exceededBy'>;

const TRAILING = /[^\p{L}\p{N}]+$/u;

/** The same sentence as recognisers and many corpora write it. */
const withoutPunctuation = (sentence: LabelledSentence): LabelledSentence => ({
  ...sentence,
  words: sentence.words.map(word => ({ ...word, text: word.text.replace(TRAILING, '') })),
});

/** Sentences are learned with their punctuation and without. */
const fitText = (punctuated: readonly LabelledSentence[]): TextWeights => {
  const sentences = [...punctuated, ...punctuated.map(withoutPunctuation)];
  const present = sentences.map(({ words }) => textFeatures(words));
  const features = vocabularyOf(present.flat());
  const places = new Map(features.map((feature, i) => [feature, i]));
  const rows = sentences.map(({ prominences }, s) =>
    present[s]!.map((of, i): LabelledRow => {
      const prominence = prominences[i] ?? null;
      return { places: Int32Array.from(of.flatMap(feature => places.get(feature) ?? [])), label: prominence === null ? -1 : classOf(prominence) };
    }),
  );
  const network = fitNetwork(rows, { ...SHAPE, features: features.length });
  return {
    features: features.join('\n'),
    ...SHAPE,
    step: STEP,
    rows: toBytes(network.rows),
    unitBias: rounded(network.unitBias),
    context: rounded(network.context),
    classBias: rounded(network.classBias),
  };
};

/** One word with what text that never saw its speaker expects of it. */
export interface HeldOutWord {
  readonly speaker: string;
  readonly prominence: number;
  readonly accented: number;
  readonly strong: number;
}

/** @returns for each fold its speakers: the largest speaker goes to the smallest fold */
const foldsBySpeaker = (sentences: readonly LabelledSentence[], count: number): ReadonlySet<string>[] => {
  const sizes = new Map<string, number>();
  for (const { speaker, words } of sentences) sizes.set(speaker, (sizes.get(speaker) ?? 0) + words.length);
  const folds = Array.from({ length: count }, () => ({ size: 0, speakers: new Set<string>() }));
  for (const [speaker, size] of [...sizes].sort(([a, m], [b, n]) => n - m || a.localeCompare(b))) {
    const smallest = folds.reduce((a, b) => (b.size < a.size ? b : a));
    smallest.size += size;
    smallest.speakers.add(speaker);
  }
  return folds.map(({ speakers }) => speakers);
};

const NO_FUSION = {
  fusion: { accented: { bias: 0, text: 0, voice: 0 }, strong: { bias: 0, text: 0, voice: 0 } },
  exceededBy: { low: 1, normal: 1, high: 1, highest: 1 },
};

/** What is known of some speakers' sentences by the others'. */
export interface Fold {
  /** Trained without the speakers of `sentences`; judges text alone. */
  readonly prior: TextPrior;
  readonly sentences: readonly LabelledSentence[];
}

/** Splits the corpus by speaker; each sentence is in one fold. */
export const trainFolds = (sentences: readonly LabelledSentence[], count: number): Fold[] =>
  foldsBySpeaker(sentences, count).map(speakers => {
    const weights = fitText(sentences.filter(({ speaker }) => !speakers.has(speaker)));
    return {
      prior: new TextPrior({ schemaVersion: 3, about: '', attribution: '', ...weights, ...NO_FUSION }),
      sentences: sentences.filter(({ speaker }) => speakers.has(speaker)),
    };
  });

/** @returns every labelled word, judged by weights trained without its speaker */
export const crossValidate = (folds: readonly Fold[]): HeldOutWord[] =>
  folds.flatMap(({ prior, sentences }) =>
    sentences.flatMap(({ speaker, words, prominences }) =>
      prior.expect(words).flatMap((expectation, i) => {
        const prominence = prominences[i];
        return prominence === null || prominence === undefined ? [] : [{ speaker, prominence, ...expectation }];
      }),
    ),
  );

const exceededBy = (heldOut: readonly HeldOutWord[], share: number): number => {
  const sorted = heldOut.map(word => word.strong).sort((a, b) => b - a);
  return Math.round((sorted[Math.floor(share * sorted.length)] ?? 1) * 1e4) / 1e4;
};

/** @param heldOut of `crossValidate`, for what must not be fitted on the weights' own training words @returns the weights file */
export const trainTextPrior = (
  sentences: readonly LabelledSentence[],
  heldOut: readonly HeldOutWord[],
  about: Pick<TextPriorFile, 'about' | 'attribution'>,
): TextPriorFile => ({
  schemaVersion: 3,
  ...about,
  ...fitText(sentences),
  fusion: fitFusion(heldOut),
  exceededBy: {
    low: exceededBy(heldOut, FIRING.low),
    normal: exceededBy(heldOut, FIRING.normal),
    high: exceededBy(heldOut, FIRING.high),
    highest: exceededBy(heldOut, FIRING.highest),
  },
});
