import { describe, expect, it } from '@jest/globals';
import { readVerdicts } from '../../../bench/truth/judge-picture.ts';
import { readMarks, readTalks } from '../../../bench/truth/read-talks.ts';

describe('marks in a talk', () => {
  it('are taken out of the text, and say where the names stand', () => {
    const { text, mentions, traps } = readMarks('So [[Ada Lovelace|PER|Q7259]] met [[Zorbex|ORG|abstain]], said the ((Chair)).');
    expect(text).toBe('So Ada Lovelace met Zorbex, said the Chair.');
    expect(mentions.map(({ start, end }) => text.slice(start, end))).toEqual(['Ada Lovelace', 'Zorbex']);
    expect(mentions).toMatchObject([
      { type: 'PER', qid: 'Q7259', expects: 'item' },
      { type: 'ORG', qid: null, expects: 'abstain' },
    ]);
    expect(traps).toMatchObject([{ surface: 'Chair' }]);
  });
});

describe('the truth corpus', () => {
  const talks = readTalks();

  it('has at least 60 talks and 400 names, each talk with a kind and an id of its own', () => {
    expect(talks.length).toBeGreaterThanOrEqual(60);
    expect(talks.reduce((sum, { mentions }) => sum + mentions.length, 0)).toBeGreaterThanOrEqual(400);
    expect(new Set(talks.map(({ id }) => id)).size).toBe(talks.length);
    for (const { kinds } of talks) expect(kinds[0]).not.toBe('');
  });

  it('has every kind of difficulty that it is there for', () => {
    const kinds = new Set(talks.flatMap(talk => talk.kinds));
    for (const kind of [
      'homophone',
      'namesake',
      'product-or-company',
      'place-or-team',
      'surname',
      'lower-cased',
      'misheard',
      'fictional',
      'new',
      'none',
    ])
      expect(kinds).toContain(kind);
  });

  it('writes like a recogniser where it says so: no capitals, no punctuation', () => {
    for (const { form, text } of talks) if (form === 'recogniser') expect(text).not.toMatch(/[\p{Lu}.,;:!?]/u);
  });

  it('judges at least 300 pictures, right and wrong ones, each with a reason', () => {
    const verdicts = [...readVerdicts().values()];
    expect(verdicts.length).toBeGreaterThanOrEqual(300);
    expect(verdicts.filter(({ right }) => !right).length).toBeGreaterThanOrEqual(50);
    for (const { reason } of verdicts) expect(reason).not.toBe('');
  });
});
