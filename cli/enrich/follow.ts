import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../client/client/index.ts';
import { getJob, type Job } from '../client/index.ts';
import { answered } from '../stage/answered.ts';

/** So often of the time that a job has taken so far it is looked at again: nobody notices a twentieth. */
const LOOKS = 20;
const SHORTEST_WAIT_MS = 150;
const LONGEST_WAIT_MS = 2_000;

const hasEnded = (job: Job): boolean => ['completed', 'partial', 'failed', 'cancelled'].includes(job.state);

/** Follows a job to its end. @param onChange told whenever it says something new */
export const followJob = async (client: Client, jobId: string, onChange: (job: Job) => void): Promise<Job> => {
  const sinceMs = performance.now();
  let said = '';
  for (;;) {
    const job = await answered(getJob({ client, path: { jobId } }));
    const says = JSON.stringify([job.state, job.progress, job.waiting]);
    if (says !== said) {
      said = says;
      onChange(job);
    }
    if (hasEnded(job)) return job;
    await sleep(Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, (performance.now() - sinceMs) / LOOKS)));
  }
};
