import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { type Progress, ProgressInSteps } from '../../../core/src/speech/progress-in-steps.ts';

describe('progress that is written', () => {
  it('never ends with an older one, however long each write takes, and leaves out what was overtaken', async () => {
    const written: Progress[] = [];
    const delays = [30, 0];
    const steps = new ProgressInSteps(async progress => {
      await sleep(delays.shift() ?? 0);
      written.push(progress);
    });
    for (const share of [0, 0.2, 0.21, 0.4, 0.6]) steps.tell({ share, message: 'Listening.' });
    await steps.settled();
    expect(written.map(({ share }) => share)).toEqual([0, 0.6]);
    steps.tell({ share: 0.61, message: 'Listening.' });
    steps.tell({ share: 0.62, message: 'Measuring.' });
    await steps.settled();
    expect(written.slice(2)).toEqual([{ share: 0.62, message: 'Measuring.' }]);
  });

  it('goes on after a write that failed', async () => {
    const written: number[] = [];
    const steps = new ProgressInSteps(({ share }) => {
      if (share === 0) return Promise.reject(new Error('throttled'));
      written.push(share);
      return Promise.resolve();
    });
    steps.tell({ share: 0, message: '' });
    await steps.settled();
    steps.tell({ share: 1, message: '' });
    await steps.settled();
    expect(written).toEqual([1]);
  });
});
