import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { busiestStretch, Journal, JournalQuery } from '../../../../local/sandbox/control/journal.ts';

const entry = (atMs: number) =>
  ({
    at: new Date(atMs).toISOString(),
    atMs,
    provider: 'pexels',
    account: 'pexels',
    lane: 'api',
    method: 'GET',
    url: '/pexels/v1/search',
    keyHash: null,
    userAgent: null,
    parallel: 1,
    overParallel: false,
    status: 200,
    verdict: 'served',
    counted: true,
    fault: null,
    bytes: 0,
    durationMs: 0,
  }) as const;

describe('busiestStretch', () => {
  it('is what counting every stretch by hand gives', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 })), fc.integer({ min: 1, max: 60 }), (moments, span) => {
        const byHand = moments.map(start => moments.filter(moment => moment >= start && moment < start + span).length);
        expect(busiestStretch(moments, span)).toBe(Math.max(0, ...byHand));
      }),
    );
  });
});

describe('Journal', () => {
  it('drops the oldest when it is full, and says how many', () => {
    const journal = new Journal();
    for (let n = 0; n < 200_001; n++) journal.begin(entry(n));
    const { total, dropped, entries } = journal.read(JournalQuery.parse({ last: '1' })) as {
      total: number;
      dropped: number;
      entries: { id: number }[];
    };
    expect(total + dropped).toBe(200_001);
    expect(dropped).toBeGreaterThan(0);
    expect(entries[0]?.id).toBe(200_001);
  });
});
