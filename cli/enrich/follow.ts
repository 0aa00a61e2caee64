import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../client/client/index.ts';
import { getJob, type Job } from '../client/index.ts';
import { answered } from '../stage/answered.ts';

/** A job changes its stage in a fraction of a second on short talks, and once a minute on long ones. */
const SHORTEST_WAIT_MS = 150;
const LONGEST_WAIT_MS = 2_000;

const hasEnded = (job: Job): boolean => ['completed', 'partial', 'failed', 'cancelled'].includes(job.state);

/** Follows a job to its end. @param onChange told whenever it says something new */
export const followJob = async (client: Client, jobId: string, onChange: (job: Job) => void): Promise<Job> => {
  let said = '';
  for (let waitMs = SHORTEST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 1.15)) {
    const job = await answered(getJob({ client, path: { jobId } }));
    const says = JSON.stringify([job.state, job.progress, job.waiting]);
    if (says !== said) {
      said = says;
      waitMs = SHORTEST_WAIT_MS;
      onChange(job);
    }
    if (hasEnded(job)) return job;
    await sleep(waitMs);
  }
};
