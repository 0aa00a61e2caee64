import { describe, expect, it } from '@jest/globals';
import { correctByRule } from '../../../../core/src/speech/align/correct-by-rule.ts';
import { CEPSTRA } from '../../../../core/src/speech/align/front-end/cepstra.ts';
import { transcriptOf } from './aligner.ts';

/** Two seconds of sound, a pause in the middle of them from .8 to 1.2 s. */
const heard = {
  cepstra: Float32Array.from({ length: 200 * CEPSTRA }, (_, i) => (i % CEPSTRA > 0 ? 0 : i >= 80 * CEPSTRA && i < 120 * CEPSTRA ? 10 : 60)),
  durationMs: 2_000,
};

describe('correctByRule', () => {
  it("moves a recogniser's words 60 ms forward and cuts pauses out of them", () => {
    const { words, method } = correctByRule(
      transcriptOf([
        { text: 'hyvää', startMs: 100, endMs: 500 },
        { text: 'päivää', startMs: 500, endMs: 1_800 },
      ]),
      heard,
      'fi',
    );
    expect(method).toBe('shifted');
    expect(words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [40, 440],
      [1_200, 1_740],
    ]);
    expect(words[0]).toMatchObject({ timeSource: 'asr', timeErrorMs: 80, phones: [], flagged: false });
  });

  it('leaves a word that is all pause its time', () => {
    const { words } = correctByRule(transcriptOf([{ text: 'a', startMs: 900, endMs: 1_100 }]), heard, 'fi');
    expect(words[0]).toMatchObject({ startMs: 840, endMs: 1_040 });
  });

  it('leaves given and spread times alone, and says in every case that they are weaker', () => {
    for (const source of ['given', 'spread'] as const) {
      const words = transcriptOf([{ text: 'ja', startMs: 500, endMs: 1_800 }], source);
      const alignment = correctByRule(words, heard, 'fi');
      expect(alignment.method).toBe('none');
      expect(alignment.words[0]).toMatchObject(words[0]!);
      expect(alignment.notes[0]).toContain('weaker');
    }
    expect(correctByRule(transcriptOf([{ text: 'ja', startMs: 0, endMs: 9 }]), heard, 'fi').notes[0]).toContain('weaker');
  });

  it('keeps words in order, before the start too', () => {
    const { words } = correctByRule(
      transcriptOf([
        { text: 'a', startMs: 0, endMs: 20 },
        { text: 'b', startMs: 20, endMs: 40 },
      ]),
      heard,
      'sv',
    );
    expect(words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('gets through a recording without sound', () => {
    expect(
      correctByRule(transcriptOf([{ text: 'a', startMs: 0, endMs: 200 }]), { cepstra: new Float32Array(0), durationMs: 0 }, 'de').words,
    ).toHaveLength(1);
  });
});
