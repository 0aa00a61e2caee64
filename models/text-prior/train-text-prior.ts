import { textFeatures } from '../../core/src/speech/emphasis/text-features.ts';
import { TextPrior, type TextPriorFile } from '../../core/src/speech/emphasis/text-prior.ts';
import { fitFusion } from './fit-fusion.ts';
import { classOf, type LabelledSentence } from './helsinki-corpus.ts';
import { type Example, fitLogistic, type LogisticModel } from './logistic-regression.ts';

/** A feature seen less often says more about a sentence than about English. Chosen on the folds: 10 to 40 differ by 0.1 points. */
const LEAST_COUNT = 35;
const EPOCHS = 8;
const DECAY = 0.05;
/** One step of a weight. A byte then reaches from -4 to 4, and rounding costs nothing measurable. */
const STEP = 1 / 32;
/** Share of words marked in neutral reading, setting by setting; what the voice's rule marks (see `sensitivity.ts`). */
const FIRING = { low: 0.065, normal: 0.09, high: 0.16, highest: 0.24 };

const sentenceExamples = ({ words, prominences }: LabelledSentence): { readonly features: readonly string[]; readonly prominence: number }[] =>
  textFeatures(words).flatMap((features, i) => {
    const prominence = prominences[i];
    return prominence === null || prominence === undefined ? [] : [{ features, prominence }];
  });

const vocabularyOf = (rows: readonly { readonly features: readonly string[] }[]): string[] => {
  const counts = new Map<string, number>();
  for (const { features } of rows) for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= LEAST_COUNT).map(([feature]) => feature).sort();
};

const toBytes = ({ weights, bias }: LogisticModel): { bias: number; weights: string } => ({
  bias: Math.round(bias * 1e6) / 1e6,
  weights: Buffer.from(Int8Array.from(weights, weight => Math.min(127, Math.max(-127, Math.round(weight / STEP)))).buffer).toString('base64'),
});

type TextWeights = Pick<TextPriorFile, 'step' | 'features' | 'accented' | 'strong'>;

const fitText = (sentences: readonly LabelledSentence[]): TextWeights => {
  const rows = sentences.flatMap(sentenceExamples);
  const features = vocabularyOf(rows);
  const places = new Map(features.map((feature, i) => [feature, i]));
  const present = rows.map(row => Int32Array.from(row.features.flatMap(feature => places.get(feature) ?? [])));
  const fit = (least: 1 | 2): LogisticModel => {
    const examples = rows.map((row, i): Example => ({ places: present[i] ?? new Int32Array(), isPositive: classOf(row.prominence) >= least }));
    return fitLogistic(examples, { size: features.length, epochs: EPOCHS, decay: DECAY });
  };
  return { step: STEP, features, accented: toBytes(fit(1)), strong: toBytes(fit(2)) };
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

const predict = (weights: TextWeights, sentences: readonly LabelledSentence[]): HeldOutWord[] => {
  const prior = new TextPrior({ schemaVersion: 1, about: '', attribution: '', ...weights, ...NO_FUSION });
  return sentences.flatMap(({ speaker, words, prominences }) =>
    prior.expect(words).flatMap((expectation, i) => {
      const prominence = prominences[i];
      return prominence === null || prominence === undefined ? [] : [{ speaker, prominence, ...expectation }];
    }),
  );
};

/** @returns every labelled word, judged by weights trained without its speaker */
export const crossValidate = (sentences: readonly LabelledSentence[], folds: number): HeldOutWord[] =>
  foldsBySpeaker(sentences, folds).flatMap(speakers => {
    const train = sentences.filter(({ speaker }) => !speakers.has(speaker));
    return predict(
      fitText(train),
      sentences.filter(({ speaker }) => speakers.has(speaker)),
    );
  });

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
  schemaVersion: 1,
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
