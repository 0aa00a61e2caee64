import type { DrillFinding, DrillReport } from './drill.ts';
import { sameAs } from './evidence/compare.ts';
import { wholeStage } from './evidence/whole-stage.ts';
import { rehearse, type Rehearsal } from './kill/rehearsal.ts';
import { startDrillStage, type DrillStage } from './stage/drill-stage.ts';
import { audioTalk, endOf, sendTalk, startTalk } from './stage/talk.ts';
import { until } from './stage/until.ts';

/**
 * Ends the worker in the middle of a talk, in order (SIGTERM, as ECS and a Spot notice do) and at once (SIGKILL, as a lost
 * machine does). It is replaced, as ECS does, and the last one has to finish the same run.
 */
export const about = 'the worker told to stop, or lost, in the middle of a talk: the next one finishes the same run';

type Ending = 'SIGTERM' | 'SIGKILL';

/** A message that nobody shows signs of life for goes to the next worker after this long. */
const VISIBILITY_SECONDS = '6';

/** How far in: a talk is told in steps of a twentieth, and each step is a write. */
const STEPS_IN = 2;

const stepsTold = (stage: DrillStage, projectId: string): number =>
  stage.faults.passed(projectId).filter(({ process, call, side }) => process === 'worker' && call === 'PutItem' && side === 'after').length;

/** Ends the worker that is in the middle of the talk. @returns how its process ended */
const endWorker = async (stage: DrillStage, projectId: string, ending: Ending): Promise<string> => {
  const nth = stepsTold(stage, projectId) + STEPS_IN;
  await stage.faults.reached(projectId, { process: 'worker', call: 'PutItem', side: 'after', nth });
  const before = stage.local.workers.length;
  const worker = stage.local.workers.at(-1);
  if (worker === undefined) throw new Error('There is no worker.');
  process.kill(worker.pid, ending);
  const { code, signal } = await worker.exited;
  await until('replacing the worker', () => Promise.resolve(stage.local.workers.length > before ? true : null));
  return signal ?? `code ${code ?? 'unknown'}`;
};

const ended = async (stage: DrillStage, { talk, left }: Rehearsal, ending: Ending, times: number): Promise<DrillFinding> => {
  const projectId = await sendTalk(stage.client, talk);
  const jobId = await startTalk(stage.client, projectId);
  const ends: string[] = [];
  for (let time = 0; time < times; time += 1) ends.push(await endWorker(stage, projectId, ending));
  const compared = await sameAs(stage, `${ending}, ${times} times in one talk`, left, projectId, await endOf(stage.client, jobId));
  const isOrderly = ending === 'SIGKILL' || ends.every(end => end === 'code 0');
  return { ...compared, held: compared.held && isOrderly, detail: `ended with ${ends.join(', ')}; ${compared.detail}` };
};

export const run = async (): Promise<DrillReport> => {
  const stage = await startDrillStage({ worker: { VISIBILITY_SECONDS } }, step => console.error(step));
  try {
    const audio = await rehearse(stage, audioTalk());
    const findings = [
      // Oftener than a message may be delivered: being stopped is nobody's failure.
      await ended(stage, audio, 'SIGTERM', 4),
      // Once less: a message that ends three workers is poison.
      await ended(stage, audio, 'SIGKILL', 2),
    ];
    return { name: 'stop', findings: [...findings, ...(await wholeStage(stage))] };
  } finally {
    await stage.stop();
  }
};
