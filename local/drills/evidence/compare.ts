import type { Job } from '../../../cli/client/index.ts';
import type { DrillFinding } from '../drill.ts';
import type { DrillStage } from '../stage/drill-stage.ts';
import { differences, leftBehind, type LeftBehind } from './left-behind.ts';

/** @returns whether a disturbed project ended with what an undisturbed run leaves */
export const sameAs = async (stage: DrillStage, what: string, expected: LeftBehind, projectId: string, job: Job): Promise<DrillFinding> => {
  if (job.state !== 'completed') return { what, held: false, detail: `ended ${job.state}: ${JSON.stringify(job.error ?? job.reasons)}` };
  const different = differences(expected, await leftBehind(stage, projectId));
  return { what, held: different.length === 0, detail: different.length === 0 ? `the same, run ${job.run}` : different.join('; ') };
};
