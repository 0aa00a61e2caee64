import { drawFrom, drawInt, hash48, inShare, type NonEmpty } from '../draw.ts';
import { fold } from '../fold.ts';
import type { Motif } from '../painter/pictograms.ts';

/** A photograph of a stock provider, made up from what was searched for. */
export interface StockPhoto {
  /** Up to 48 bits; each provider writes it in its own way. */
  readonly number: number;
  /** Who took it, and all else that is drawn for this photograph, is drawn with this seed. */
  readonly seed: string;
  /** What was searched for, tidied. */
  readonly query: string;
  /** What is to be seen, in words of the photographer: `Red bicycle leaning on a wall`. */
  readonly alt: string;
  /** False: it was found for the words and shows something else. */
  readonly isTrue: boolean;
  readonly motif: Motif;
  readonly width: number;
  readonly height: number;
  /** `#rrggbb`. */
  readonly colour: string;
  readonly tags: readonly string[];
}

export type Orientation = 'landscape' | 'portrait' | 'square';

const ADJECTIVES: NonEmpty<string> = [
  'old',
  'modern',
  'colorful',
  'bright',
  'rustic',
  'elegant',
  'quiet',
  'vibrant',
  'minimal',
  'beautiful',
];
const PLACES: NonEmpty<string> = [
  'on a wooden table', 'in soft morning light', 'against a white background', 'beside a brick wall', 'in a city street', 'near the sea',
  'under a cloudy sky', 'seen from above', 'in a studio', 'in the background', 'during golden hour', 'on a rainy day',
]; // prettier-ignore

/** What is found for many words and shows none of them. */
const OFF_TOPIC: NonEmpty<string> = [
  'woman typing on a laptop', 'man holding a microphone on stage', 'people shaking hands in an office', 'group of friends laughing',
  'person walking through a forest', 'close-up of a chess board', 'abstract blue background', 'wall clock above a desk', 'hands holding a phone',
  'empty conference room',
]; // prettier-ignore

/** What is found for a person's name: stock has the person never, and things that carry the name often. */
const NOT_THE_PERSON: NonEmpty<string> = [
  'mural of {} on a house wall', 'man in a suit looking away', 'statue of {} in a park', 'woman smiling at the camera', 'wax figure of {}',
  'street sign with the name {}', 'actor dressed as {}', 'book about {} on a table', 'portrait of a person in black and white',
]; // prettier-ignore

/** Share of results that show something else. */
const WRONG = 0.22;

/** Sides of the originals; every third is upright and every seventh square, whatever is searched for. */
const LONG_SIDES: NonEmpty<number> = [3000, 3600, 2700, 3300, 2400];

const shapeOf = (position: number): Orientation => {
  if (position % 7 === 6) return 'square';
  return position % 3 === 1 ? 'portrait' : 'landscape';
};

/** @returns words that name nothing are dropped, so that `the red  Bicycle!` and `red bicycle` are one question */
export const tidyQuery = (query: string): string =>
  query
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s'-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100);

const sizeOf = (seed: string, orientation: Orientation): readonly [number, number] => {
  const long = drawFrom(`${seed}/side`, LONG_SIDES);
  const short = Math.round(long * drawFrom(`${seed}/ratio`, [0.6667, 0.75, 0.5625]));
  if (orientation === 'square') return [2400, 2400];
  return orientation === 'landscape' ? [long, short] : [short, long];
};

const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

interface Depiction {
  readonly alt: string;
  readonly isTrue: boolean;
  readonly motif: Motif;
}

const depict = (seed: string, query: string, isPerson: boolean): Depiction => {
  if (isPerson) return { alt: drawFrom(`${seed}/what`, NOT_THE_PERSON).replace('{}', query), isTrue: false, motif: 'statue' };
  if (inShare(`${seed}/wrong`, WRONG)) return { alt: drawFrom(`${seed}/what`, OFF_TOPIC), isTrue: false, motif: 'group' };
  return { alt: `${drawFrom(`${seed}/how`, ADJECTIVES)} ${query} ${drawFrom(`${seed}/where`, PLACES)}`, isTrue: true, motif: 'photo' };
};

/** What was searched for. */
export interface StockQuery {
  /** Tidied. */
  readonly text: string;
  /** The words are a person's name. */
  readonly isPerson: boolean;
}

/** @param variant which of the provider's photographs for the words; the same one is always the same photograph */
export const stockPhoto = (provider: string, { text, isPerson }: StockQuery, variant: number): StockPhoto => {
  const seed = `${provider}/${fold(text)}/${variant}`;
  const { alt, isTrue, motif } = depict(seed, text, isPerson);
  const [width, height] = sizeOf(seed, shapeOf(variant));
  return {
    number: hash48(seed),
    seed,
    query: text,
    alt: sentence(alt),
    isTrue,
    motif,
    width,
    height,
    colour: `#${drawInt(`${seed}/colour`, 0x1000000).toString(16).padStart(6, '0')}`,
    tags: [...text.split(' '), isTrue ? drawFrom(`${seed}/how`, ADJECTIVES) : 'people'],
  };
};

/** @returns how many photographs a provider has for the words: none where there is no letter, otherwise 40 to 30,000 */
export const stockTotal = (provider: string, query: string): number => {
  if (!/\p{L}/u.test(query)) return 0;
  const words = query.split(' ').length;
  return 40 + drawInt(`${provider}/${fold(query)}/total`, Math.max(60, Math.round(30_000 / words ** 2)));
};

/** @returns positions of the photographs of one orientation among the first `total`; all where none is asked for */
export const variantsOf = (total: number, orientation: Orientation | null): readonly number[] => {
  const all = Array.from({ length: total }, (_, variant) => variant);
  return orientation === null ? all : all.filter(variant => shapeOf(variant) === orientation);
};
