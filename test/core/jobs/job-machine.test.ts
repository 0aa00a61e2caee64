import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JobEvent, JobEventType } from '../../../core/src/jobs/job-event.ts';
import {
  executionNameOf,
  isActive,
  MOST_REASONS,
  newJob,
  ProcessingJob,
  type JobReason,
  type JobState,
} from '../../../core/src/jobs/job.ts';
import { transition } from '../../../core/src/jobs/job-machine.ts';
import { JobSettings } from '../../../core/src/jobs/job-settings.ts';
import { STAGES, type Stage } from '../../../core/src/jobs/stage-message.ts';

const NOW = Date.UTC(2026, 0, 1);
const given = { id: 'job_1', projectId: 'prj_1', requestedBy: 'user-1', settings: JobSettings.parse({}), from: 'hear' as const };
const reason: JobReason = { code: 'PROVIDER_UNAVAILABLE', stage: 'search', why: 'Pexels did not answer' };

const EVENTS: Record<JobEventType, JobEvent> = {
  'stage-began': { type: 'stage-began', run: 1, stage: 'link', message: 'Looking up names' },
  progressed: { type: 'progressed', run: 1, stage: 'link', share: 0.5, message: '4 of 8 names' },
  waited: { type: 'waited', run: 1, waiting: { for: 'Pexels', until: '2026-01-01T01:00:00.000Z' } },
  'stage-ended': { type: 'stage-ended', run: 1, stage: 'link', key: 'results/link.json' },
  'fell-short': { type: 'fell-short', run: 1, reason },
  finished: { type: 'finished', run: 1 },
  failed: { type: 'failed', run: 1, error: { ...reason, stage: 'link' } },
  cancelled: { type: 'cancelled' },
  retried: { type: 'retried' },
  revised: { type: 'revised', from: 'hear' },
};

/** @returns the job after events that all have to change it */
const after = (...events: readonly JobEvent[]): ProcessingJob =>
  events.reduce<ProcessingJob>(
    (job, event) => {
      const result = transition(job, event, NOW);
      if (result.kind !== 'changed') throw new Error(`${event.type} on ${job.state}: ${result.kind}`);
      return ProcessingJob.parse(result.job);
    },
    newJob(given, NOW),
  );

const began = EVENTS['stage-began'];
const JOBS: Record<JobState, ProcessingJob> = {
  queued: after(),
  running: after(began),
  waiting: after(began, EVENTS.waited),
  completed: after(began, EVENTS.finished),
  partial: after(began, EVENTS['fell-short'], EVENTS.finished),
  failed: after(began, EVENTS.failed),
  cancelled: after(began, EVENTS.cancelled),
};

/** State after the event, `=` for unchanged, `stale`, or the code of the refusal. */
const EXPECTED: Record<JobState, Record<JobEventType, string>> = {
  queued: {
    'stage-began': 'running',
    progressed: 'running',
    waited: '=',
    'stage-ended': 'queued',
    'fell-short': 'queued',
    finished: 'completed',
    failed: 'failed',
    cancelled: 'cancelled',
    retried: 'JOB_NOT_RETRYABLE',
    revised: 'JOB_NOT_RETRYABLE',
  },
  running: {
    'stage-began': '=',
    progressed: 'running',
    waited: 'waiting',
    'stage-ended': 'running',
    'fell-short': 'running',
    finished: 'completed',
    failed: 'failed',
    cancelled: 'cancelled',
    retried: 'JOB_NOT_RETRYABLE',
    revised: 'JOB_NOT_RETRYABLE',
  },
  waiting: {
    'stage-began': '=',
    progressed: 'waiting',
    waited: 'waiting',
    'stage-ended': 'running',
    'fell-short': 'waiting',
    finished: 'completed',
    failed: 'failed',
    cancelled: 'cancelled',
    retried: 'JOB_NOT_RETRYABLE',
    revised: 'JOB_NOT_RETRYABLE',
  },
  completed: {
    'stage-began': 'stale',
    progressed: 'stale',
    waited: 'stale',
    'stage-ended': 'stale',
    'fell-short': 'stale',
    finished: '=',
    failed: 'stale',
    cancelled: 'JOB_ENDED',
    retried: 'JOB_NOT_RETRYABLE',
    revised: 'queued',
  },
  partial: {
    'stage-began': 'stale',
    progressed: 'stale',
    waited: 'stale',
    'stage-ended': 'stale',
    'fell-short': 'stale',
    finished: '=',
    failed: 'stale',
    cancelled: 'JOB_ENDED',
    retried: 'queued',
    revised: 'queued',
  },
  failed: {
    'stage-began': 'stale',
    progressed: 'stale',
    waited: 'stale',
    'stage-ended': 'stale',
    'fell-short': 'stale',
    finished: 'stale',
    failed: '=',
    cancelled: 'JOB_ENDED',
    retried: 'queued',
    revised: 'queued',
  },
  cancelled: {
    'stage-began': 'stale',
    progressed: 'stale',
    waited: 'stale',
    'stage-ended': 'stale',
    'fell-short': 'stale',
    finished: 'stale',
    failed: 'stale',
    cancelled: '=',
    retried: 'queued',
    revised: 'queued',
  },
};

const PAIRS = Object.entries(EXPECTED).flatMap(([state, row]) =>
  Object.entries(row).map(([type, expected]) => [state as JobState, type as JobEventType, expected] as const),
);

const outcomeOf = (job: ProcessingJob, event: JobEvent): string => {
  const result = transition(job, event, NOW);
  switch (result.kind) {
    case 'changed':
      return result.job.state;
    case 'unchanged':
      return '=';
    case 'stale':
      return 'stale';
    case 'refused':
      return result.code;
  }
};

describe('transition', () => {
  it.each(PAIRS)('a %s job on %s: %s', (state, type, expected) => {
    expect(outcomeOf(JOBS[state], EVENTS[type])).toBe(expected);
  });

  it('every job it makes is one that can be stored, one version on', () => {
    for (const [state, type, expected] of PAIRS) {
      const result = transition(JOBS[state], EVENTS[type], NOW);
      if (result.kind !== 'changed') continue;
      expect([state, type, ProcessingJob.parse(result.job).state]).toEqual([state, type, expected]);
      expect(result.job.version).toBe(JOBS[state].version + 1);
    }
  });

  it('a job is revised only where it has got to, and keeps what was found out before', () => {
    const ended = (stage: Stage): JobEvent => ({ type: 'stage-ended', run: 1, stage, key: `results/${stage}.json` });
    const revise: JobEvent = { type: 'revised', from: 'link' };
    expect(outcomeOf(after(began, ended('hear'), EVENTS.failed), revise)).toBe('JOB_NOT_RETRYABLE');
    const revised = after(began, ended('hear'), ended('plan'), ended('link'), EVENTS.finished, revise);
    expect(revised).toMatchObject({
      state: 'queued',
      from: 'link',
      run: 2,
      results: { hear: 'results/hear.json', plan: 'results/plan.json' },
    });
    expect(revised.results.link).toBeUndefined();
  });

  it('a run that was replaced changes nothing, whatever it reports', () => {
    const retried = after(began, EVENTS.failed, EVENTS.retried);
    for (const event of Object.values(EVENTS)) {
      if ('run' in event) expect(transition(retried, event, NOW)).toEqual({ kind: 'stale' });
    }
  });
});

const stageOf = fc.constantFrom<Stage>(...STAGES);
const runEvent = (run: number): fc.Arbitrary<JobEvent> =>
  fc.oneof(
    fc.record({ type: fc.constant('stage-began' as const), run: fc.constant(run), stage: stageOf, message: fc.constant('m') }),
    fc.record({
      type: fc.constant('progressed' as const),
      run: fc.constant(run),
      stage: stageOf,
      share: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      message: fc.constant('m'),
    }),
    fc.constantFrom(...Object.values(EVENTS)),
  );

describe('any history of a job', () => {
  it('never gives a run number up, never lets an ended run go on, and always stores', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.nat(3).chain(run => runEvent(run + 1)),
          { maxLength: 40 },
        ),
        events => {
          let job: ProcessingJob = newJob(given, NOW);
          for (const event of events) {
            const result = transition(job, event, NOW);
            if (result.kind !== 'changed') continue;
            ProcessingJob.parse(result.job);
            const isAgain = event.type === 'retried' || event.type === 'revised';
            expect(result.job.run).toBe(job.run + (isAgain ? 1 : 0));
            if (!isActive(job)) expect(isAgain).toBe(true);
            job = result.job;
          }
        },
      ),
    );
  });

  it('shows a share that never falls while the stage stays, and what was said of it', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }), shares => {
        let job = after(began);
        let highest = 0;
        for (const share of shares) {
          const result = transition(job, { type: 'progressed', run: 1, stage: 'link', share, message: `${share}` }, NOW);
          if (result.kind !== 'changed' || result.job.state !== 'running') throw new Error('running jobs make progress');
          highest = Math.max(highest, share);
          expect(result.job.progress).toMatchObject({ share: highest, message: `${highest}` });
          job = result.job;
        }
      }),
    );
  });
});

describe('a retry', () => {
  const ended = (stage: Stage): JobEvent => ({ type: 'stage-ended', run: 1, stage, key: `results/${stage}.json` });

  it('enters at the failed stage and keeps what the stages before it left', () => {
    const job = after(began, ended('hear'), ended('plan'), ended('link'), EVENTS.failed, EVENTS.retried);
    expect(job).toMatchObject({ state: 'queued', run: 2, from: 'link', results: { hear: 'results/hear.json', plan: 'results/plan.json' } });
    expect(job.results.link).toBeUndefined();
    expect(executionNameOf(job)).toBe('job_1-2');
  });

  it('of a partial job enters at the first stage that fell short, and starts without reasons', () => {
    const later: JobEvent = { type: 'fell-short', run: 1, reason: { ...reason, stage: 'acquire' } };
    const job = after(began, ...STAGES.map(ended), later, EVENTS['fell-short'], EVENTS.finished, EVENTS.retried);
    expect(job).toMatchObject({ state: 'queued', from: 'search', reasons: [] });
  });

  it('of a cancelled job enters where it was stopped', () => {
    expect(after(began, ended('hear'), ended('plan'), EVENTS.cancelled, EVENTS.retried)).toMatchObject({ state: 'queued', from: 'link' });
  });

  it('enters at a stage whose pieces were not gathered yet: those of another run are not found', () => {
    const ranking: JobEvent = { type: 'stage-began', run: 1, stage: 'rank', message: 'm' };
    const until = (...stages: readonly Stage[]): ProcessingJob => after(...stages.map(ended), ranking, EVENTS.cancelled, EVENTS.retried);
    expect(until('hear', 'plan', 'link')).toMatchObject({ from: 'search' });
    expect(until('hear', 'plan', 'link', 'search')).toMatchObject({ from: 'rank' });
  });
});

describe('what a job holds', () => {
  it('the same reason once, and no more reasons than an item may hold; the rest is counted', () => {
    const many = Array.from({ length: MOST_REASONS + 5 }, (_, count): JobEvent => ({
      type: 'fell-short',
      run: 1,
      reason: { ...reason, why: `reason ${count}` },
    }));
    const job = after(began, ...many);
    expect(job.reasons).toHaveLength(MOST_REASONS);
    expect(job.moreReasons).toBe(5);
    expect(transition(job, many[0]!, NOW).kind).toBe('unchanged');
  });

  it('the time a stage took, from its begin to its end, or of many pieces to the begin of the next', () => {
    const job = after(began);
    expect(transition(job, EVENTS['stage-ended'], NOW + 1_234)).toMatchObject({ job: { timings: { link: 1_234 } } });
    const next = { type: 'stage-began', run: 1, stage: 'search', message: 'Looking.' } as const;
    expect(transition(job, next, NOW + 2_345)).toMatchObject({ job: { timings: { link: 2_345 } } });
  });
});

describe('a stage that is tried again', () => {
  const again = (job: ProcessingJob, nowMs: number) => transition(job, began, nowMs);

  it('goes on from when it began first, so that its patience ends', () => {
    expect(again(after(began), NOW + 60_000)).toEqual({ kind: 'unchanged', job: after(began) });
  });

  it('shows its wait for as long as that lasts, whichever piece of it is tried meanwhile', () => {
    const waiting = after(began, EVENTS.waited);
    expect(again(waiting, NOW + 59 * 60_000).kind).toBe('unchanged');
    expect(again(waiting, NOW + 60 * 60_000)).toMatchObject({ kind: 'changed', job: { state: 'running' } });
  });

  it('that has ended, or was left behind, changes nothing', () => {
    const linked = after(began, EVENTS['stage-ended']);
    expect(again(linked, NOW).kind).toBe('unchanged');
    const later: JobEvent = { type: 'stage-began', run: 1, stage: 'rank', message: 'm' };
    expect(transition(after(later), { ...began, stage: 'search' } as JobEvent, NOW).kind).toBe('unchanged');
  });
});

describe('a retry asked for twice', () => {
  it('runs once', () => {
    const job = after(began, EVENTS.cancelled, EVENTS.retried);
    expect(transition(job, EVENTS.retried, NOW)).toEqual({ kind: 'unchanged', job });
  });
});
