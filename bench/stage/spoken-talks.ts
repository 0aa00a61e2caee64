import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputFile } from '../../cli/enrich/input-file.ts';
import type { Talk } from '../../local/drills/stage/talk.ts';
import { WORDS_PER_MINUTE } from './corpus-talks.ts';

const FOLDER = 'data/entities/transcripts';

/**
 * The first minutes of each transcript of the larger fixtures: four speeches and four videos, as they were said.
 * @param folder where they are written
 */
export const spokenTalks = (fixtures: string, folder: string, minutes: number): readonly Talk[] =>
  readdirSync(join(fixtures, FOLDER))
    .filter(name => name.endsWith('.txt'))
    .map(name => {
      const words = readFileSync(join(fixtures, FOLDER, name), 'utf8').split(/(?<=\s)(?=\S)/u);
      const path = join(folder, name);
      writeFileSync(path, words.slice(0, minutes * WORDS_PER_MINUTE).join(''));
      return { name: `the first ${minutes} minutes of ${name}`, input: inputFile(path) };
    });
