import { describe, expect, it } from '@jest/globals';
import { emphasisRowsOf, EmphasisRow } from '../../../core/src/speech/emphasis-row.ts';
import type { Word } from '../../../core/src/speech/transcript.ts';
import { anEmphasisRow } from '../../../core/src/testing/builders.ts';

const word = (place: number): Word => ({
  id: `w${place}`,
  text: `word${place}`,
  startMs: place * 300,
  endMs: place * 300 + 200,
  timeSource: 'given',
  timeErrorMs: 20,
  sentence: 0,
});

describe('emphasisRowsOf', () => {
  it('gives a row for each emphasised word and for no other, with its text and times', () => {
    const words = Array.from({ length: 6 }, (_, place) => word(place));
    const emphasis = words.map((spoken, place) => ({ ...anEmphasisRow(), wordId: spoken.id, emphasised: place % 2 === 1 }));
    const rows = emphasisRowsOf({ transcript: { schemaVersion: 1, source: 'words', language: 'en', durationMs: 2_000, words }, emphasis });
    expect(rows.map(row => EmphasisRow.parse(row).text)).toEqual(['word1', 'word3', 'word5']);
    expect(rows[0]).toMatchObject({ wordId: 'w1', startMs: 300, endMs: 500 });
  });
});
