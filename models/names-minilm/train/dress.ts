import { LABELS } from '../../../core/src/entities/recognise/name-labels.ts';
import type { KnownNames } from './known-names.ts';
import type { LabelledToken } from './labelled-text.ts';

/** In this share of texts, each name gives way to another of its type and length with the probability below. */
const TEXTS_WITH_OTHER_NAMES = 0.5;
const OTHER_NAME = 0.3;
/**
 * Shares of texts as they are printed; lower-cased; the rest lower-cased without marks, as a recogniser writes. With half of them as
 * printed three folds have 1.0 F1 more there, and 1.0 less as a recogniser writes.
 */
const CASED = 0.4;
const LOWER = 0.25;

const MARK = /^[^\p{L}\p{N}]$/u;
const typeOf = (label: number): string => (LABELS[label] ?? 'O').slice(2);

const withOtherNames = (tokens: readonly LabelledToken[], names: KnownNames, random: () => number): readonly LabelledToken[] => {
  const dressed: LabelledToken[] = [];
  for (let from = 0, to = 0; from < tokens.length; from = to) {
    to = from + 1;
    const { label = 0 } = tokens[from] ?? {};
    while (label !== 0 && tokens[to]?.label === label + 1) to += 1;
    const name = tokens.slice(from, to);
    const others = label === 0 || random() >= OTHER_NAME ? [] : names(typeOf(label), name.length);
    const other = others[Math.floor(random() * others.length)];
    dressed.push(...name.map((token, index) => ({ ...token, text: other?.[index] ?? token.text })));
  }
  return dressed;
};

/** What one reading of a text shows the model. */
export interface DressedText {
  readonly tokens: readonly LabelledToken[];
  /** Whether letter case is told. */
  readonly isCased: boolean;
}

/** @returns a text in one of the dresses it may have, drawn from `random`, so that no two epochs read the same */
export const dress = (tokens: readonly LabelledToken[], names: KnownNames, random: () => number): DressedText => {
  const said = random() < TEXTS_WITH_OTHER_NAMES ? withOtherNames(tokens, names, random) : tokens;
  const draw = random();
  if (draw < CASED) return { tokens: said, isCased: true };
  const heard = draw < CASED + LOWER ? said : said.filter(({ text }) => !MARK.test(text));
  return { tokens: heard.map(token => ({ ...token, text: token.text.toLowerCase() })), isCased: false };
};
