import { beforeAll, describe, expect, it } from '@jest/globals';
import { LABELS } from '../../core/src/entities/recognise/name-labels.ts';
import { loadWordPieces, type WordPieces } from '../../core/src/entities/word-pieces.ts';
import { trainingBatches } from '../../models/names-minilm/train/batches.ts';
import { dress } from '../../models/names-minilm/train/dress.ts';
import { type LabelledText, labelledText } from '../../models/names-minilm/train/labelled-text.ts';
import { randomFrom } from '../../models/random.ts';
import { committed } from '../support/fixtures.ts';

const TEXT = 'The Bank of England (not Mark Carney’s) met French bankers in New York.';
const at = (surface: string, type: string) => ({ start: TEXT.indexOf(surface), end: TEXT.indexOf(surface) + surface.length, type });
const gold = {
  id: 'wikigold-016-03',
  text: TEXT,
  mentions: [at('Bank of England', 'GROUP'), at('England', 'LOC'), at('Mark Carney', 'PER'), at('French', 'MISC'), at('New York', 'LOC')],
};
const text: LabelledText = labelledText(gold, surface => surface === 'French');
const said = ({ text: word, label }: LabelledText['tokens'][number]): string => `${word}/${LABELS[label]}`;

describe('a text to learn names from', () => {
  it('has its outermost names labelled word by word, in the types the model knows', () => {
    expect(text.tokens.filter(({ label }) => label !== 0).map(said)).toEqual([
      'Bank/B-ORG',
      'of/I-ORG',
      'England/I-ORG',
      'Mark/B-PER',
      'Carney/I-PER',
      'French/B-NORP',
      'New/B-LOC',
      'York/I-LOC',
    ]);
    expect(text.document).toBe('wikigold-016');
  });

  it('of an unknown type is refused', () => {
    expect(() => labelledText({ ...gold, mentions: [at('French', 'WEATHER')] }, () => false)).toThrow('WEATHER');
  });

  it('keeps its labels in every dress: other names of the same length, lower case, without marks', () => {
    const names = (type: string, tokens: number) => (type === 'PER' && tokens === 2 ? [['Ada', 'Lovelace']] : []);
    const random = randomFrom(1);
    const dresses = Array.from({ length: 200 }, () => dress(text.tokens, names, random));
    for (const { tokens } of dresses) {
      expect(tokens.filter(({ label }) => label !== 0).map(({ label }) => label)).toEqual([5, 6, 6, 1, 2, 9, 3, 4]);
    }
    const written = new Set(dresses.map(({ tokens }) => tokens.map(({ text: word }) => word).join(' ')));
    expect([...written].sort()).toHaveLength(6);
    expect([...written].some(one => one.includes('ada lovelace'))).toBe(true);
  });
});

describe('batches of name training', () => {
  let vocabulary: WordPieces;
  beforeAll(async () => {
    vocabulary = await loadWordPieces(committed('models/names-minilm'));
  });

  it('are the same for the same texts, and another reading of each text in each epoch', () => {
    const deps = { vocabulary, names: () => [] };
    const batches = trainingBatches([text, text], 4, deps);
    expect(trainingBatches([text, text], 4, deps)).toEqual(batches);
    expect(batches.flat()).toHaveLength(8);
    expect(new Set(batches.flat().map(({ ids }) => ids.length)).size).toBeGreaterThan(1);
  });

  it('have one label for each word, on its first piece', () => {
    for (const { ids, cases, labels } of trainingBatches([text], 8, { vocabulary, names: () => [] }).flat()) {
      expect([cases.length, labels.length]).toEqual([ids.length, ids.length]);
      expect([ids[0], ids.at(-1), labels[0], labels.at(-1)]).toEqual([101, 102, -100, -100]);
      expect(labels.filter(label => label > 0)).toEqual([5, 6, 6, 1, 2, 9, 3, 4]);
    }
  });
});
