import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { readTextFeatures, type TextWord } from './text-features.ts';

const TEXT_PRIOR_FILE = 'text-prior.json';

const Share = z.number().min(0).max(1);

/** Coefficients of one logistic fusion: of 1, of the text's log odds, of ln(1 + prominence). */
const FusionWeights = z.object({ bias: z.number(), text: z.number(), voice: z.number() });
export type FusionWeights = z.infer<typeof FusionWeights>;

/** Layout of the committed weights file; `models/text-prior/README.md` says how it is made. */
export const TextPriorFile = z.object({
  schemaVersion: z.literal(3),
  about: z.string(),
  attribution: z.string(),
  /** One a line. */
  features: z.string(),
  /** Hidden units of a word, and words to either side that a word's class depends on. */
  units: z.int().positive(),
  reach: z.int().nonnegative(),
  /** One weight step of `rows`. */
  step: z.number().positive(),
  /** Signed bytes in base64: for each feature its part of each hidden unit, then of each class. */
  rows: z.string(),
  unitBias: z.array(z.number()),
  /** By distance from -reach to reach, unit and class. */
  context: z.array(z.number()),
  classBias: z.array(z.number()),
  fusion: z.object({ accented: FusionWeights, strong: FusionWeights }),
  /** Probability of a strong accent that so large a share of words exceeds, in neutral reading. */
  exceededBy: z.object({ low: Share, normal: Share, high: Share, highest: Share }),
});
export type TextPriorFile = z.infer<typeof TextPriorFile>;

/** What the text alone lets expect of a word. */
export interface TextExpectation {
  /** Probability of any pitch accent, and of a strong one; the second is never larger. */
  readonly accented: number;
  readonly strong: number;
}

/**
 * The class that agrees with the probability: 0 where no accent is likelier than any, else the likelier of 1 and 2. The
 * likeliest of all three would be right a little more often (64.9 instead of 64.7 %), but call words unaccented whose accent
 * is likely.
 */
export const accentClass = ({ accented, strong }: TextExpectation): 0 | 1 | 2 => {
  if (accented < 0.5) return 0;
  return strong >= accented - strong ? 2 : 1;
};

/** Places of features, by template, first and second part. */
type Places = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, number>>>;

const placesOf = (features: readonly string[]): Places => {
  const places = new Map<string, Map<string, Map<string, number>>>();
  features.forEach((feature, place) => {
    const [template = '', first = '', second = ''] = feature.split(' ');
    const firsts = places.get(template) ?? new Map<string, Map<string, number>>();
    const seconds = firsts.get(first) ?? new Map<string, number>();
    places.set(template, firsts.set(first, seconds.set(second, place)));
  });
  return places;
};

const CLASSES = 3;

const bytesOf = ({ rows, units, unitBias, context, classBias, reach }: TextPriorFile, features: number): Int8Array => {
  const decoded = Buffer.from(rows, 'base64');
  const bytes = new Int8Array(decoded.buffer, decoded.byteOffset, decoded.length);
  const sizes = [bytes.length, unitBias.length, context.length, classBias.length];
  const expected = [features * (units + CLASSES), units, (2 * reach + 1) * units * CLASSES, CLASSES];
  if (sizes.join() !== expected.join()) throw new Error(`text prior: blocks of ${sizes.join()} weights where ${expected.join()} belong`);
  return bytes;
};

/**
 * What the text alone lets expect, by a small network trained on the Helsinki Prosody Corpus: features of a word add up to a
 * few hidden units and to direct votes, and the units of the words around it vote too. For English.
 */
export class TextPrior {
  readonly fusion: TextPriorFile['fusion'];
  readonly exceededBy: TextPriorFile['exceededBy'];
  readonly #places: Places;
  readonly #rows: Int8Array;
  readonly #file: Pick<TextPriorFile, 'step' | 'units' | 'reach' | 'unitBias' | 'classBias'>;
  readonly #context: Float64Array;

  constructor(file: TextPriorFile) {
    this.fusion = file.fusion;
    this.exceededBy = file.exceededBy;
    const features = file.features.split('\n');
    this.#places = placesOf(features);
    this.#rows = bytesOf(file, features.length);
    this.#file = file;
    this.#context = Float64Array.from(file.context);
  }

  /** @param words of whole sentences, in order @returns one expectation a word */
  expect(words: readonly TextWord[]): TextExpectation[] {
    const { step, units, unitBias } = this.#file;
    const width = units + CLASSES;
    const sums = new Int32Array(words.length * width);
    readTextFeatures(words, (index, template, first, second) => {
      const place = this.#places.get(template)?.get(first)?.get(second);
      if (place === undefined) return;
      for (let k = 0; k < width; k++) sums[index * width + k]! += this.#rows[place * width + k]!;
    });
    const hidden = new Float64Array(words.length * units);
    for (let i = 0; i < words.length; i++)
      for (let u = 0; u < units; u++) hidden[i * units + u] = Math.tanh(step * sums[i * width + u]! + unitBias[u]!);
    return words.map((_, i) => this.#judge(words, i, sums, hidden));
  }

  #judge(words: readonly TextWord[], i: number, sums: Int32Array, hidden: Float64Array): TextExpectation {
    const { step, units, reach, classBias } = this.#file;
    const votes = classBias.map((bias, c) => bias + step * sums[i * (units + CLASSES) + units + c]!);
    for (let distance = -reach; distance <= reach; distance++) {
      if (words[i + distance]?.sentence !== words[i]!.sentence) continue;
      for (let u = 0; u < units; u++) {
        const unit = hidden[(i + distance) * units + u]!;
        const at = ((distance + reach) * units + u) * CLASSES;
        for (let c = 0; c < CLASSES; c++) votes[c]! += unit * this.#context[at + c]!;
      }
    }
    const [none = 0, medium = 0, strong = 0] = votes.map(vote => Math.exp(vote - Math.max(...votes)));
    const total = none + medium + strong;
    return { accented: (medium + strong) / total, strong: strong / total };
  }
}

/** @param folder with `text-prior.json` @throws where the file is missing or of another layout */
export const loadTextPrior = async (folder: string): Promise<TextPrior> =>
  new TextPrior(TextPriorFile.parse(JSON.parse(await readFile(join(folder, TEXT_PRIOR_FILE), 'utf8'))));
