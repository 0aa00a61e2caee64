import type { StageRun } from '../jobs/stage-run.ts';
import { saveResult, type SaveResultDeps } from '../projects/save-result.ts';
import type { Hearing } from './emphasis-point.ts';

/** Makes what was heard readable at once, long before the pictures are there. */
export const publishHearing = async (deps: SaveResultDeps, run: StageRun, hearing: Hearing): Promise<void> => {
  const words = new Map(hearing.transcript.words.map(word => [word.id, word]));
  const emphasis = hearing.emphasis.flatMap(point => {
    const word = words.get(point.wordId);
    if (word === undefined) return [];
    const { text, startMs, endMs, timeSource, timeErrorMs } = word;
    return [{ ...point, text, startMs, endMs, timeSource, timeErrorMs }];
  });
  await saveResult(deps, run, 'transcript', hearing.transcript);
  await saveResult(deps, run, 'emphasis', { method: hearing.method, words: emphasis, notes: hearing.notes });
};
