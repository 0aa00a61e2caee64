import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputFile } from '../../cli/enrich/input-file.ts';
import type { Talk } from '../../local/drills/stage/talk.ts';
import { readTalks } from '../truth/read-talks.ts';

/** Words are spread at this pace where a transcript has no times. */
export const WORDS_PER_MINUTE = 150;

const wordsIn = (text: string): number => text.split(/\s+/).filter(word => word !== '').length;

/**
 * The truth corpus, line after line, cut into transcripts of one length: dense with names, so the dear and slow case. No two
 * share a line.
 * @param folder where they are written
 * @throws RangeError where the corpus is too short
 */
export const talksOfMinutes = (folder: string, minutes: number, count: number): readonly Talk[] => {
  const lines = readTalks().flatMap(({ text }) => text.split('\n').filter(line => line.trim() !== ''));
  return Array.from({ length: count }, (_, index) => {
    const talk: string[] = [];
    for (let words = 0; words < minutes * WORDS_PER_MINUTE;) {
      const line = lines.shift();
      if (line === undefined) throw new RangeError(`The corpus holds no ${count} talks of ${minutes} minutes.`);
      talk.push(line);
      words += wordsIn(line);
    }
    const path = join(folder, `talk-${minutes}-${index}.txt`);
    writeFileSync(path, `${talk.join('\n')}\n`);
    return { name: `${minutes} minutes of the truth corpus`, input: inputFile(path) };
  });
};
