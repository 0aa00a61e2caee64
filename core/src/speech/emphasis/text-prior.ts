import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { readTextFeatures, type TextWord } from './text-features.ts';

const TEXT_PRIOR_FILE = 'text-prior.json';

const Share = z.number().min(0).max(1);

/** Coefficients of one logistic fusion: of 1, of the text's log odds, of ln(1 + prominence). */
const FusionWeights = z.object({ bias: z.number(), text: z.number(), voice: z.number() });
export type FusionWeights = z.infer<typeof FusionWeights>;

/** Weights of one yes-or-no question, signed bytes in base64, one for each feature. */
const Weights = z.object({ bias: z.number(), weights: z.base64() });

/** Layout of the committed weights file; `models/text-prior/README.md` says how it is made. */
export const TextPriorFile = z.object({
  schemaVersion: z.literal(1),
  about: z.string(),
  attribution: z.string(),
  /** One weight step. */
  step: z.number().positive(),
  features: z.array(z.string()),
  /** Is the word accented (prominence 0.4 and more); is it strongly (1.2 and more)? */
  accented: Weights,
  strong: Weights,
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

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

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

interface Question {
  readonly bias: number;
  readonly weights: Int8Array;
}

const questionOf = ({ bias, weights }: z.infer<typeof Weights>, features: number): Question => {
  const bytes = Int8Array.from(Buffer.from(weights, 'base64'));
  if (bytes.length !== features) throw new Error(`text prior: ${bytes.length} weights for ${features} features`);
  return { bias, weights: bytes };
};

/** Logistic regressions over features of the text, trained on the Helsinki Prosody Corpus. For English. */
export class TextPrior {
  readonly fusion: TextPriorFile['fusion'];
  readonly exceededBy: TextPriorFile['exceededBy'];
  readonly #places: Places;
  readonly #step: number;
  readonly #accented: Question;
  readonly #strong: Question;

  constructor(file: TextPriorFile) {
    this.fusion = file.fusion;
    this.exceededBy = file.exceededBy;
    this.#places = placesOf(file.features);
    this.#step = file.step;
    this.#accented = questionOf(file.accented, file.features.length);
    this.#strong = questionOf(file.strong, file.features.length);
  }

  /** @param words of whole sentences, in order @returns one expectation a word */
  expect(words: readonly TextWord[]): TextExpectation[] {
    const accented = new Int32Array(words.length);
    const strong = new Int32Array(words.length);
    readTextFeatures(words, (index, template, first, second) => {
      const place = this.#places.get(template)?.get(first)?.get(second);
      if (place === undefined) return;
      accented[index]! += this.#accented.weights[place]!;
      strong[index]! += this.#strong.weights[place]!;
    });
    return words.map((_, i) => {
      const likely = sigmoid(this.#accented.bias + this.#step * accented[i]!);
      return { accented: likely, strong: Math.min(likely, sigmoid(this.#strong.bias + this.#step * strong[i]!)) };
    });
  }
}

/** @param folder with `text-prior.json` @throws where the file is missing or of another layout */
export const loadTextPrior = async (folder: string): Promise<TextPrior> =>
  new TextPrior(TextPriorFile.parse(JSON.parse(await readFile(join(folder, TEXT_PRIOR_FILE), 'utf8'))));
