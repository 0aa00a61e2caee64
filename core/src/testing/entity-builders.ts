import type * as z from 'zod';
import { glossaryEntryId, StoredGlossaryEntry } from '../entities/glossary.ts';
import { textWords } from '../entities/recognise/text-words.ts';
import { Hearing } from '../speech/emphasis-point.ts';

const WORD_MS = 400;

/** @param text a talk @param stressed words that are emphasised, as they stand in it @returns it as heard, a word every 0.4 s */
export const aHearing = (text: string, stressed: readonly string[] = []): Hearing => {
  const words = textWords(text).map(({ text: word, sentence }, index) => ({
    id: `w${index.toFixed(0)}`,
    text: word,
    startMs: index * WORD_MS,
    endMs: (index + 1) * WORD_MS,
    timeSource: 'spread' as const,
    timeErrorMs: 500,
    sentence,
  }));
  const emphasis = words.map(({ id, text: word }) => {
    const emphasised = stressed.includes(word);
    const score = emphasised ? 0.9 : 0.1;
    return {
      wordId: id,
      accent: { probability: score, class: emphasised ? 1 : 0 },
      prominence: 0,
      boundary: 0,
      emphasised,
      score,
      confidence: 0.5,
      modalities: { acoustic: null, prosodic: null, linguistic: score },
      why: 'expected from the words',
    };
  });
  const transcript = { schemaVersion: 1, source: 'text', language: 'en', durationMs: words.length * WORD_MS, words };
  return Hearing.parse({ schemaVersion: 1, method: 'text', transcript, mediaInfo: null, emphasis, notes: [] });
};

export const aGlossaryEntry = ({ name = 'Paris', ...given }: Partial<z.input<typeof StoredGlossaryEntry>> = {}): StoredGlossaryEntry =>
  StoredGlossaryEntry.parse({
    schemaVersion: 1,
    id: glossaryEntryId(name),
    name,
    action: 'ban',
    saidBy: 'user-1',
    saidAt: '2026-01-01T00:00:00.000Z',
    ...given,
  });
