import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_RING, flip, GRACE_MS, KeyRing, keysInForce, prune, stage, withdraw } from '../../../../core/src/images/keys/key-ring.ts';

const NOW = Date.UTC(2026, 10, 22);
const BEFORE = new Date(NOW - 3_600_000).toISOString();
const AT_NOW = new Date(NOW).toISOString();
const LATER = new Date(NOW + 3_600_000).toISOString();
const GRACE_END = new Date(NOW + GRACE_MS).toISOString();

const current = { key: 'C', since: BEFORE };
const previous = { key: 'P', until: LATER };
const staged = { key: 'S', since: BEFORE };

const RINGS: Readonly<Record<string, KeyRing>> = {
  empty: EMPTY_RING,
  'a staged first key': { current: null, previous: null, staged },
  'a key in force': { current, previous: null, staged: null },
  'a key in force and one before': { current, previous, staged: null },
  'a key in force and a staged one': { current, previous: null, staged },
  'all three': { current, previous, staged },
};

const EVENTS: Readonly<Record<string, (ring: KeyRing) => KeyRing>> = {
  'stage the key in force': ring => stage(ring, 'C', NOW),
  'stage the key before': ring => stage(ring, 'P', NOW),
  'stage the staged key': ring => stage(ring, 'S', NOW),
  'stage another': ring => stage(ring, 'N', NOW),
  'flip the staged key': ring => flip(ring, 'S', NOW),
  'flip a key that is not staged': ring => flip(ring, 'N', NOW),
  'withdraw the staged key': ring => withdraw(ring, 'S'),
  'withdraw a key that is not staged': ring => withdraw(ring, 'N'),
  'let time pass': ring => prune(ring, NOW),
  'let two days pass': ring => prune(ring, NOW + 2 * GRACE_MS),
};

const same = 'unchanged';
const at = (key: string) => ({ staged: { key, since: AT_NOW } });
const flipped = (before: KeyRing['previous']) => ({ current: { key: 'S', since: AT_NOW }, previous: before, staged: null });
const unstaged = { staged: null };
const afterC = { key: 'C', until: GRACE_END };

/** What each event changes, in the order of the rings above. */
const TABLE: Readonly<Record<keyof typeof EVENTS, readonly (Partial<KeyRing> | typeof same)[]>> = {
  'stage the key in force': [at('C'), at('C'), same, same, unstaged, unstaged],
  'stage the key before': [at('P'), at('P'), at('P'), at('P'), at('P'), at('P')],
  'stage the staged key': [at('S'), same, at('S'), at('S'), same, same],
  'stage another': [at('N'), at('N'), at('N'), at('N'), at('N'), at('N')],
  'flip the staged key': [same, flipped(null), same, same, flipped(afterC), flipped(afterC)],
  'flip a key that is not staged': [same, same, same, same, same, same],
  'withdraw the staged key': [same, unstaged, same, same, unstaged, unstaged],
  'withdraw a key that is not staged': [same, same, same, same, same, same],
  'let time pass': [same, same, same, same, same, same],
  'let two days pass': [same, unstaged, same, { previous: null }, unstaged, { previous: null, staged: null }],
};

const CASES = Object.entries(EVENTS).flatMap(([event, happen]) =>
  Object.entries(RINGS).map(([name, ring], place) => ({ event, name, happen, ring, change: TABLE[event]?.[place] })),
);

describe('a ring of keys', () => {
  it.each(CASES)('$name: $event', ({ ring, happen, change }) => {
    expect(change).toBeDefined();
    const after = happen(ring);
    expect(after).toEqual(change === same ? ring : { ...ring, ...(change as Partial<KeyRing>) });
    // An event that comes twice, or changes nothing, is not written.
    if (change === same) expect(after).toBe(ring);
    expect(happen(after)).toBe(after);
    expect(KeyRing.parse(after)).toEqual(after);
  });

  it('gives the key in force, then the one before while its grace time lasts', () => {
    expect(keysInForce(EMPTY_RING, NOW)).toEqual([]);
    expect(keysInForce({ current, previous, staged }, NOW)).toEqual(['C', 'P']);
    expect(keysInForce({ current, previous, staged }, Date.parse(LATER))).toEqual(['C']);
    expect(keysInForce({ current: null, previous: null, staged }, NOW)).toEqual([]);
  });

  it('never uses a key that was only staged, and never more than two, whatever is done to it', () => {
    const key = fc.constantFrom('A', 'B', 'C');
    const step = fc.record({ what: fc.constantFrom('stage', 'flip', 'withdraw', 'prune'), key, hours: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        let ring = EMPTY_RING;
        let nowMs = NOW;
        const tried = new Set<string>();
        for (const { what, key: name, hours } of steps) {
          nowMs += hours * 3_600_000;
          if (what === 'stage') ring = stage(ring, name, nowMs);
          if (what === 'withdraw') ring = withdraw(ring, name);
          if (what === 'prune') ring = prune(ring, nowMs);
          if (what === 'flip') {
            if (ring.staged?.key === name) tried.add(name);
            ring = flip(ring, name, nowMs);
          }
          const inForce = keysInForce(ring, nowMs);
          expect(inForce.length).toBeLessThanOrEqual(2);
          expect(new Set(inForce).size).toBe(inForce.length);
          for (const used of inForce) expect(tried).toContain(used);
        }
      }),
    );
  });
});
