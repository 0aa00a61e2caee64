import { describe, expect, it } from '@jest/globals';
import { prosodySignal } from '../../../../core/src/speech/signal/prosody-signal.ts';
import { maximaLines } from '../../../../core/src/speech/signal/maxima-lines.ts';
import { hillWidth, rowOfWidth, SCALE_COUNT, waveletRows } from '../../../../core/src/speech/signal/wavelet.ts';
import { wordProminence } from '../../../../core/src/speech/signal/word-prominence.ts';

const FRAMES = 1_200;
const wave = (period: number) => Float64Array.from({ length: FRAMES }, (_, t) => Math.sin((2 * Math.PI * t) / period));
const rms = (row: Float64Array): number => Math.sqrt(row.subarray(300, 900).reduce((sum, x) => sum + x * x, 0) / 600);

describe('the wavelet transform', () => {
  it('answers most at the scale whose hill is as long as the wave’s', () => {
    for (const period of [20, 48, 100, 200]) {
      const rows = waveletRows(wave(period), [...Array(SCALE_COUNT).keys()]);
      const strongest = rows.map(rms).reduce((best, value, i, all) => (value > all[best]! ? i : best), 0);
      expect(Math.abs(strongest - rowOfWidth(period / 2))).toBeLessThanOrEqual(1);
    }
  });

  it('adds up to the signal over all scales', () => {
    const signal = wave(90);
    const rows = waveletRows(signal, [...Array(SCALE_COUNT).keys()]);
    const sum = signal.map((_, t) => rows.reduce((total, row) => total + row[t]!, 0));
    for (let t = 300; t < 900; t++) expect(Math.abs(sum[t]! - signal[t]!)).toBeLessThan(0.06);
  });

  it('has rows of mean 0, and hills twice as long four rows up', () => {
    for (const row of waveletRows(wave(60), [0, 12, 24])) expect(Math.abs(row.reduce((a, b) => a + b, 0) / FRAMES)).toBeLessThan(1e-9);
    expect(hillWidth(16) / hillWidth(12)).toBeCloseTo(2, 10);
  });
});

describe('lines of maximum amplitude', () => {
  it('follow a hill upwards and sum its heights', () => {
    const hill = (height: number) => ({
      values: Float64Array.from({ length: 41 }, (_, t) => height * Math.exp(-(((t - 20) / 5) ** 2))),
      width: 10,
    });
    expect(maximaLines([hill(1), hill(2), hill(3)])).toEqual([{ position: 20, strength: 6 }]);
  });

  it('are none where nothing rises', () => {
    const flat = { values: new Float64Array(50), width: 10 };
    expect(maximaLines([flat, flat])).toEqual([]);
    expect(maximaLines([])).toEqual([]);
  });
});

describe('word prominence', () => {
  const words = Array.from({ length: 10 }, (_, i) => ({ start: 100 + 100 * i, end: 200 + 100 * i }));
  const bump = (centre: number, height: number) =>
    Float64Array.from({ length: FRAMES }, (_, t) => 1 + height * Math.exp(-(((t - centre) / 40) ** 2)));
  const flat = new Float64Array(FRAMES).fill(1);

  it('is greatest on the word where pitch, energy and length rise, and none elsewhere', () => {
    const signal = prosodySignal(bump(450, 1), bump(450, 1), bump(450, 1));
    const prominences = wordProminence(signal, words).map(({ prominence }) => prominence);
    expect(prominences.indexOf(Math.max(...prominences))).toBe(3);
    expect(prominences.filter(value => value > 0.5)).toHaveLength(1);
  });

  it('does not depend on the scale the signals are given in', () => {
    const heard = (factor: number) =>
      wordProminence(
        prosodySignal(
          bump(450, 1).map(x => factor * x),
          flat,
          flat,
        ),
        words,
      );
    heard(7).forEach(({ prominence }, i) => expect(prominence).toBeCloseTo(heard(1)[i]!.prominence, 1));
  });

  it('finds a boundary in the valley between two hills, and a clear one after the last word', () => {
    const two = bump(350, 1).map((value, t) => value + bump(850, 1)[t]! - 1);
    const boundaries = wordProminence(prosodySignal(two, flat, flat), words).map(({ boundary }) => boundary);
    expect(boundaries.at(-1)).toBe(1);
    expect(Math.max(...boundaries.slice(2, 8))).toBeGreaterThan(0.2);
  });

  it('is 0 throughout where nothing changes', () => {
    for (const { prominence, boundary } of wordProminence(prosodySignal(flat, flat, flat), words).slice(0, -1))
      expect([prominence, boundary]).toEqual([0, 0]);
  });
});
