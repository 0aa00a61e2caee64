import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { busiestStretch } from '../../../../local/sandbox/control/journal.ts';
import { CallWindows, type WindowRule } from '../../../../local/sandbox/control/windows.ts';

const sliding: WindowRule = { name: 'burst', limit: 3, seconds: 10, kind: 'sliding' };
const clock: WindowRule = { name: 'hour', limit: 2, seconds: 3_600, kind: 'clock' };

describe('CallWindows', () => {
  it('never grants more than the limit in any stretch of a sliding window, however calls arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6_000 }), { maxLength: 80 }), gaps => {
        const windows = new CallWindows();
        let now = 0;
        const granted = gaps.flatMap(gap => {
          now += gap;
          return windows.take('a', 'k', [sliding], now).granted ? [now] : [];
        });
        expect(busiestStretch(granted, 10_000)).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('says how long to wait, and grants after exactly that', () => {
    const windows = new CallWindows();
    for (const now of [0, 1_000, 2_000]) windows.take('a', 'k', [sliding], now);
    const refused = windows.take('a', 'k', [sliding], 3_000);
    expect(refused).toMatchObject({ granted: false, waitMs: 7_000 });
    expect(windows.take('a', 'k', [sliding], 9_999).granted).toBe(false);
    expect(windows.take('a', 'k', [sliding], 3_000 + refused.waitMs).granted).toBe(true);
  });

  it('opens a clock window anew at the full hour', () => {
    const windows = new CallWindows();
    const nearlyTwo = 2 * 3_600_000 - 1;
    expect(windows.take('a', 'k', [clock], nearlyTwo).windows[0]).toMatchObject({ remaining: 1, resetMs: 7_200_000 });
    windows.take('a', 'k', [clock], nearlyTwo);
    expect(windows.take('a', 'k', [clock], nearlyTwo).granted).toBe(false);
    expect(windows.take('a', 'k', [clock], nearlyTwo + 1).granted).toBe(true);
  });

  it('counts a refused call in none of its windows', () => {
    const windows = new CallWindows();
    const wide: WindowRule = { name: 'wide', limit: 100, seconds: 100, kind: 'sliding' };
    for (let n = 0; n < 10; n++) windows.take('a', 'k', [sliding, wide], n);
    expect(windows.take('a', 'k', [wide], 10).windows[0]?.remaining).toBe(96);
  });

  it('counts accounts and keys apart', () => {
    const windows = new CallWindows();
    for (let n = 0; n < 3; n++) windows.take('a', 'k', [sliding], n);
    expect(windows.take('a', 'other', [sliding], 4).granted).toBe(true);
    expect(windows.take('b', 'k', [sliding], 4).granted).toBe(true);
  });

  it('refuses everything where the limit is 0', () => {
    expect(new CallWindows().take('a', 'k', [{ ...sliding, limit: 0 }], 5)).toMatchObject({ granted: false, waitMs: 10_000 });
  });
});
