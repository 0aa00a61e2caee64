import { describe, expect, it } from '@jest/globals';
import { endSession, isLive, refreshSession } from '../../../core/src/accounts/session.ts';
import { aSession, START_MS } from '../../../core/src/testing/builders.ts';

describe('refreshSession', () => {
  it('each refresh makes the next token the good one', () => {
    const first = refreshSession(aSession(), 0, START_MS);
    expect(first).toMatchObject({ kind: 'refreshed', session: { refreshGeneration: 1, version: 2 } });
  });

  it.each([0, 2, 4])('generation %i, which is not the good one, was used before', generation => {
    const outcome = refreshSession(aSession({ refreshGeneration: 3 }), generation, START_MS);
    expect(outcome).toEqual({ kind: 'reused' });
  });

  it('an ended or expired session is not refreshed', () => {
    const session = aSession();
    expect(refreshSession(endSession(session, 'logout', START_MS), 0, START_MS)).toEqual({ kind: 'ended' });
    expect(refreshSession(session, 0, Date.parse(session.expiresAt))).toEqual({ kind: 'ended' });
  });
});

describe('endSession', () => {
  it('keeps the first reason', () => {
    const ended = endSession(aSession(), 'logout', START_MS);
    expect(endSession(ended, 'removed', START_MS + 1)).toBe(ended);
    expect(isLive(ended, START_MS)).toBe(false);
  });
});
