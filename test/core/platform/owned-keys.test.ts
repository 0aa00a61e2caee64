import { describe, expect, it } from '@jest/globals';
import { deriveKeys, parseRoots, withNewRoot, type OwnedRoots } from '../../../core/src/platform/owned-keys.ts';

const NOW = Date.UTC(2026, 10, 22);
const MINUTE = 60_000;
const DAY = 86_400_000;
const root = (letter: string): string => letter.repeat(64);
const FIRST = parseRoots(root('a'));
const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex');
const [first] = deriveKeys(FIRST, 'api-key-pepper', NOW);

describe('the roots of our own keys', () => {
  it('begin with the text that a stage comes with', () => {
    expect(FIRST).toEqual([{ root: root('a'), since: null }]);
    expect(deriveKeys(FIRST, 'api-key-pepper', NOW)).toHaveLength(1);
    expect(hex(first)).not.toBe(hex(deriveKeys(FIRST, 'list-cursor', NOW)[0]));
  });

  it('a new one is accepted at once and makes nothing until every process accepts it', () => {
    const roots = withNewRoot(FIRST, root('b'), NOW);
    const before = deriveKeys(roots, 'api-key-pepper', NOW + 14 * MINUTE);
    const after = deriveKeys(roots, 'api-key-pepper', NOW + 15 * MINUTE);
    expect(hex(before[0])).toBe(hex(first));
    expect(hex(after[0])).not.toBe(hex(first));
    expect(new Set(before.map(hex))).toEqual(new Set(after.map(hex)));
  });

  it.each([
    ['api-key-pepper', 365],
    ['refresh-token', 30],
    ['list-cursor', 1],
  ] as const)('one that was replaced is accepted for %s for as long as what it made lives: %d days', (purpose, days) => {
    const roots = withNewRoot(FIRST, root('b'), NOW);
    const replacedMs = NOW + 15 * MINUTE;
    const accepted = (nowMs: number): readonly string[] => deriveKeys(roots, purpose, nowMs).map(hex);
    const old = hex(deriveKeys(FIRST, purpose, NOW)[0]);
    expect(accepted(replacedMs + days * DAY - 1)).toContain(old);
    expect(accepted(replacedMs + days * DAY)).not.toContain(old);
  });

  it('an API key outlives every rotation of its year, and the list does not grow for ever', () => {
    let roots: OwnedRoots = FIRST;
    for (let quarter = 0; quarter < 40; quarter += 1) {
      const nowMs = NOW + quarter * 90 * DAY;
      roots = withNewRoot(roots, root(String.fromCharCode(98 + (quarter % 20))) + String(quarter), nowMs);
      expect(deriveKeys(roots, 'api-key-pepper', nowMs).map(hex).includes(hex(first))).toBe(quarter * 90 < 365);
      expect(roots.length).toBeLessThanOrEqual(7);
      expect(parseRoots(JSON.stringify(roots))).toEqual(roots);
    }
  });

  it.each([['short'], ['[not json'], ['[]'], ['[{"root":"MARKER"}]'], [`[{"root":"${root('M')}","since":"yesterday"}]`]])(
    'of %s say what is wrong and show nothing of the secret',
    text => {
      expect(() => parseRoots(text)).toThrow(/owned secret/);
      let thrown: unknown;
      try {
        parseRoots(text);
      } catch (error) {
        thrown = error;
      }
      expect(`${String(thrown)} ${JSON.stringify(thrown)}`).not.toMatch(/MARKER|MMMM|yesterday/);
    },
  );
});
