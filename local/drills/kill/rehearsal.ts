import { differences, leftBehind, type LeftBehind } from '../evidence/left-behind.ts';
import { forgetPictures } from '../evidence/forget-pictures.ts';
import type { DrillStage } from '../stage/drill-stage.ts';
import type { FaultPoint } from '../stage/faults.ts';
import { endOf, sendTalk, startTalk, type Talk } from '../stage/talk.ts';

/** An undisturbed run: what it leaves, and every point it passes. */
export interface Rehearsal {
  readonly talk: Talk;
  readonly left: LeftBehind;
  readonly points: readonly FaultPoint[];
}

/** Signs of life are given by the clock, so they are passed at other moments in every run. */
const isByTheClock = ({ call }: FaultPoint): boolean => call === 'ChangeMessageVisibility';

/** Requests are killed by a drill part of their own. */
const isRequest = ({ process }: FaultPoint): boolean => process.endsWith('-api');

const undisturbed = async (stage: DrillStage, talk: Talk): Promise<Rehearsal> => {
  const projectId = await sendTalk(stage.client, talk);
  const job = await endOf(stage.client, await startTalk(stage.client, projectId));
  if (job.state !== 'completed')
    throw new Error(`The undisturbed run of ${talk.name} ended ${job.state}: ${JSON.stringify(job.error ?? job.reasons)}`);
  const points = stage.faults.passed(projectId).filter(point => !isByTheClock(point) && !isRequest(point));
  return { talk, left: await leftBehind(stage, projectId), points };
};

/** Runs a talk twice without a fault. @throws where the two differ: then nothing could be said of a disturbed run */
export const rehearse = async (stage: DrillStage, talk: Talk): Promise<Rehearsal> => {
  const first = await undisturbed(stage, talk);
  await forgetPictures(stage);
  const second = await undisturbed(stage, talk);
  const different = differences(first.left, second.left);
  if (different.length > 0) throw new Error(`Two undisturbed runs of ${talk.name} differ: ${different.join('; ')}`);
  return second;
};
