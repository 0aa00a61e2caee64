import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyseText } from '../../../../core/src/speech/emphasis/analyse-text.ts';
import { accentClass, TextPrior, TextPriorFile } from '../../../../core/src/speech/emphasis/text-prior.ts';
import { committed } from '../../../support/fixtures.ts';
import { thePrior, wordAt } from './hearing.ts';

const sentence = (text: string, number = 0) => text.split(' ').map(word => ({ text: word, sentence: number }));

describe('the text prior', () => {
  it('expects accents on content words and none on the words between them', async () => {
    const said = sentence('He rollicks through art with the recklessness of the tourist.');
    const expected = (await thePrior()).expect(said).map(({ accented }) => accented >= 0.5);
    expect(said.filter((_, i) => expected[i]).map(({ text }) => text)).toEqual(['rollicks', 'art', 'recklessness', 'tourist.']);
  });

  it('judges a sentence by itself, whatever comes before and after', async () => {
    const prior = await thePrior();
    const alone = prior.expect(sentence('It was a very cold night.'));
    const among = prior.expect([
      ...sentence('Nobody came.', 0),
      ...sentence('It was a very cold night.', 1),
      ...sentence('So we left.', 2),
    ]);
    expect(among.slice(2, 8)).toEqual(alone);
  });

  it('gives probabilities whose classes agree with them, whatever the text', async () => {
    const prior = await thePrior();
    const word = fc.record({ text: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('the', 'king', ',')), sentence: fc.nat(4) });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), words => {
        const expectations = prior.expect(words);
        expect(expectations).toHaveLength(words.length);
        for (const expectation of expectations) {
          expect(expectation.strong).toBeGreaterThanOrEqual(0);
          expect(expectation.accented).toBeLessThanOrEqual(1);
          expect(expectation.strong).toBeLessThanOrEqual(expectation.accented);
          expect(accentClass(expectation) > 0).toBe(expectation.accented >= 0.5);
        }
      }),
    );
  });

  it('alone says so, has no voice’s share, and is at most half sure', async () => {
    const words = 'The Commission nevertheless is confident.'.split(' ').map((text, i) => wordAt(i, text, 0, 0, { timeSource: 'spread' }));
    for (const point of analyseText({ words, sensitivity: 'normal', prior: await thePrior() })) {
      expect(point.modalities).toMatchObject({ acoustic: null, prosodic: null });
      expect(point.confidence).toBeLessThanOrEqual(0.5);
      expect(point.why).toMatch(/^No audio: the text alone makes an accent \d+ % likely$/u);
    }
  });

  it('names its source, its licence and how it was made', () => {
    const file = TextPriorFile.parse(JSON.parse(readFileSync(committed('models/text-prior/text-prior.json'), 'utf8')));
    expect(file.attribution).toMatch(/Helsinki Prosody Corpus.+CC BY 4\.0/u);
    expect(file.about).toMatch(/npm run train -- text-prior/u);
  });

  it('refuses weights that do not fit its features', () => {
    const file = TextPriorFile.parse(JSON.parse(readFileSync(committed('models/text-prior/text-prior.json'), 'utf8')));
    expect(() => new TextPrior({ ...file, features: file.features.slice(1 + file.features.indexOf('\n')) })).toThrow('weights');
  });
});
