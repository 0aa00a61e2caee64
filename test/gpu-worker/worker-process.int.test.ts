import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { applyJobEvent } from '../../core/src/jobs/apply-job-event.ts';
import { longTalk } from './long-talk.ts';
import { DELIVERIES, useWorkerStage, type StartedTalk } from './worker-stage.ts';

const stage = useWorkerStage();

/** Four minutes of speech: long enough to be interrupted in the middle. */
const TALK = longTalk(9);
const SHORT = longTalk(1);
const MINUTES = 60_000;

const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  for (const deadline = Date.now() + 3 * MINUTES; !(await holds()); await sleep(100))
    if (Date.now() > deadline) throw new Error(`${what} did not happen`);
};

const inTheMiddle = (talk: StartedTalk): Promise<void> =>
  until('the middle of the talk', async () => {
    const job = await talk.job();
    const isTaken = (await stage().messages('speech')).held === 1;
    return isTaken && job.state === 'running' && (job.progress.share ?? 0) > 0.05;
  });

const RESULTS = ['1/hear.json', '1/published/emphasis.json', '1/published/transcript.json'];

const isFinished = async (talk: StartedTalk): Promise<void> => {
  await until('the answer', async () => (await talk.answer()) !== null);
  expect(JSON.parse((await talk.answer()) ?? '')).toMatchObject({ outcome: 'done' });
  expect(await talk.results()).toEqual(RESULTS);
  await until('the end of the message', async () => (await stage().messages('speech')).held === 0);
  expect(await stage().messages('speech')).toEqual({ waiting: 0, held: 0 });
  expect(await stage().messages('dead')).toEqual({ waiting: 0, held: 0 });
};

describe('a worker that is told to stop in the middle of a file', () => {
  it(
    'gives the message back at once and ends well, oftener than a message may be delivered; the next one finishes it once',
    async () => {
      const talk = await stage().start(TALK);
      for (let times = 0; times < DELIVERIES + 1; times += 1) {
        const worker = await stage().worker();
        await inTheMiddle(talk);
        process.kill(worker.pid, 'SIGTERM');
        expect(await worker.exited).toEqual({ code: 0, signal: null });
        expect(await stage().messages('speech')).toEqual({ waiting: 1, held: 0 });
        expect(await talk.results()).toEqual([]);
      }
      const next = await stage().worker();
      await isFinished(talk);
      await next.stop();
    },
    10 * MINUTES,
  );
});

describe('a worker that is killed in the middle of a file', () => {
  it(
    'leaves its message to the next one once it has been silent for long enough, and there is one result',
    async () => {
      const first = await stage().worker({ VISIBILITY_SECONDS: '4' });
      const talk = await stage().start(TALK);
      await inTheMiddle(talk);
      process.kill(first.pid, 'SIGKILL');
      const next = await stage().worker();
      await isFinished(talk);
      await next.stop();
    },
    10 * MINUTES,
  );
});

describe('a file that takes longer than one file may', () => {
  it(
    'ends as timed out, and the worker takes the next one',
    async () => {
      const worker = await stage().worker({ TIME_LIMIT_MINUTES: '0.05' });
      const talk = await stage().start(TALK);
      await until('the answer', async () => (await talk.answer()) !== null);
      expect(JSON.parse((await talk.answer()) ?? '')).toMatchObject({ outcome: 'failed', code: 'TIMED_OUT' });
      expect(await talk.results()).toEqual([]);
      await worker.stop();
      const next = await stage().worker();
      await isFinished(await stage().start(SHORT));
      await next.stop();
    },
    10 * MINUTES,
  );
});

describe('a job that is cancelled while the worker is in the middle of its file', () => {
  it(
    'is left: the worker stops, keeps nothing, and is free',
    async () => {
      const worker = await stage().worker();
      const talk = await stage().start(TALK);
      await inTheMiddle(talk);
      await applyJobEvent({ jobs: stage().stores.jobs, clock: Date.now }, talk.scope, talk.jobId, { type: 'cancelled' });
      await until('the end of the message', async () => (await stage().messages('speech')).held === 0);
      expect(JSON.parse((await talk.answer()) ?? '')).toEqual({ outcome: 'superseded' });
      expect(await talk.results()).toEqual([]);
      await worker.stop();
    },
    10 * MINUTES,
  );
});

describe('memory', () => {
  it(
    'does not grow with the number of files',
    async () => {
      const worker = await stage().worker();
      const peakMegabytes = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${worker.pid}/status`, 'utf8'))?.[1]) / 1_024;
      await isFinished(await stage().start(TALK));
      const once = peakMegabytes();
      for (let time = 0; time < 3; time += 1) await isFinished(await stage().start(TALK));
      expect(peakMegabytes()).toBeLessThan(1.5 * once);
      await worker.stop();
    },
    10 * MINUTES,
  );
});
