import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { EmphasisPoint } from '../../../../core/src/speech/emphasis-point.ts';
import { TimeSource, type Word } from '../../../../core/src/speech/transcript.ts';
import { noise, sound, tracksOf, voice } from '../signal/sounds.ts';
import { evenWords, hear, pointsOf, spoken, wordAt } from './hearing.ts';

const words = evenWords(6);

const expectNeutral = (points: readonly EmphasisPoint[], said: readonly Word[] = words): void => {
  expect(z.array(EmphasisPoint).safeParse(points).success).toBe(true);
  expect(points.map(({ wordId }) => wordId)).toEqual(said.map(({ id }) => id));
};

describe('bad sound', () => {
  it.each([
    ['digital silence', sound(3, () => 0)],
    ['a constant', sound(3, () => 0.4)],
    ['white noise', noise(3, 0.2)],
    ['20 ms of sound', voice(0.02, () => 120)],
    ['no sound at all', new Float32Array(0)],
    ['one loud click', sound(3, (_, i) => (i === 24_000 ? 1 : 0))],
  ])(
    '%s gives every word a neutral point without a measurement',
    async (_, samples) => {
      const points = await hear(samples, words);
      expectNeutral(points);
      for (const point of points) {
        expect([point.prominence, point.emphasised]).toEqual([0, false]);
        expect(point.modalities.prosodic === null || point.modalities.prosodic === 0).toBe(true);
      }
    },
    20_000,
  );

  it('clipped to a square wave and shifted by a constant it is still measured', async () => {
    const samples = spoken(6, { at: 3, semitones: 5 });
    for (const spoilt of [samples.map(value => Math.max(-1, Math.min(1, 30 * value))), samples.map(value => value + 0.3)]) {
      const points = await hear(spoilt, words);
      expectNeutral(points);
      expect(points[3]!.emphasised).toBe(true);
    }
  }, 20_000);

  it('a hundred times softer or louder the same words are emphasised', async () => {
    const samples = spoken(6, { at: 3, semitones: 5 });
    for (const factor of [1e-2, 1e2]) {
      const points = await hear(
        samples.map(value => factor * value),
        words,
      );
      expectNeutral(points);
      expect(points.flatMap(({ emphasised }, i) => (emphasised ? [i] : []))).toEqual([3]);
    }
  }, 20_000);
});

describe('bad words', () => {
  const samples = spoken(6, { at: 3, semitones: 5, decibels: 3 });

  it.each<[string, Word[]]>([
    ['none', []],
    ['one alone', [wordAt(0, 'gold', 500, 800)]],
    ['without length', evenWords(6).map(word => ({ ...word, endMs: word.startMs }))],
    ['all at one time', evenWords(6).map(word => ({ ...word, startMs: 500, endMs: 800 }))],
    ['beyond the end', evenWords(6).map(word => ({ ...word, startMs: word.startMs + 60_000, endMs: word.endMs + 60_000 }))],
    ['as long as the recording, each', evenWords(6).map(word => ({ ...word, startMs: 0, endMs: 3_400 }))],
    ['backwards in time', evenWords(6).toReversed()],
    ['of an hour', [wordAt(0, 'gold', 0, 3_600_000), wordAt(1, 'gold', 0, 3_600_000)]],
    ['of nothing but signs', evenWords(6).map(word => ({ ...word, text: '—' }))],
  ])('%s cost nothing but their own measurement', async (_, said) => expectNeutral(await hear(samples, said), said), 20_000);

  it('that are broken leave the others measured', async () => {
    const said = evenWords(6).map((word, i) => (i === 1 ? { ...word, endMs: word.startMs } : word));
    const points = await hear(samples, said);
    expect(points[1]!.why).toMatch(/no length in the audio/u);
    expect(points[3]).toMatchObject({ emphasised: true, modalities: { acoustic: expect.any(Number) } });
  });

  it('give a valid, repeatable point each, whatever their times and texts', async () => {
    const tracks = await tracksOf(samples);
    const word = fc.record({
      text: fc.oneof(fc.string({ minLength: 1, maxLength: 12 }), fc.constantFrom('the', 'gold', "isn't", '1962', 'ÄÖ')),
      startMs: fc.integer({ min: 0, max: 5_000 }),
      length: fc.integer({ min: -50, max: 3_000 }),
      timeSource: fc.constantFrom(...TimeSource.options),
      timeErrorMs: fc.nat(3_000),
      sentence: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 14 }), async items => {
        const said = items.map(({ length, ...item }, i) => ({ id: `w${i}`, ...item, endMs: Math.max(0, item.startMs + length) }));
        const points = await pointsOf(tracks, said);
        expectNeutral(points, said);
        expect(JSON.stringify(await pointsOf(tracks, said))).toBe(JSON.stringify(points));
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
