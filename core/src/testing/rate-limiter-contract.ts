import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../platform/clock.ts';
import type { RateLimiter } from '../platform/rate-limiter.ts';
import { START_MS } from './builders.ts';

/** What every rate limiter has to keep. @param create one whose time is `clock` */
export const rateLimiterContract = (create: (clock: Clock) => RateLimiter): void => {
  describe('a rate limiter', () => {
    const at = (limiter: RateLimiter, who: string, times: number): Promise<readonly (number | null)[]> =>
      Promise.all(Array.from({ length: times }, () => limiter.count(who, 3)));

    it('lets through as many calls a minute as it is told to, and says how long to wait for the next', async () => {
      const limiter = create(() => START_MS - (START_MS % 60_000) + 15_000);
      const answers = await at(limiter, 'caller-1', 5);
      expect(answers.filter(answer => answer === null)).toHaveLength(3);
      expect(answers.filter(answer => answer !== null)).toEqual([45, 45]);
    });

    it('counts each caller alone, and every minute anew', async () => {
      let nowMs = START_MS;
      const limiter = create(() => nowMs);
      await at(limiter, 'caller-2', 4);
      expect(await limiter.count('caller-3', 3)).toBeNull();
      nowMs += 60_000;
      expect(await limiter.count('caller-2', 3)).toBeNull();
    });
  });
};
