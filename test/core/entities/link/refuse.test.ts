import { describe, expect, it } from '@jest/globals';
import { PAIR_FEATURES } from '../../../../core/src/entities/link/features.ts';
import type { PairVector } from '../../../../core/src/entities/link/linker-model.ts';
import { neededProbability } from '../../../../core/src/entities/link/refuse.ts';

const zeros = Object.fromEntries(PAIR_FEATURES.map(name => [name, 0])) as PairVector;
const needed = (features: Partial<PairVector>): number => neededProbability({ ...zeros, ntok: 1, ...features }, 0.75);

describe('who is called by one word only', () => {
  it.each([
    ['somebody who lived', { g_HUMAN: 1 }],
    ['somebody invented', { g_FICT: 1 }],
  ])('%s needs more than the setting asks for: most where the word is a part of the name', (_who, group) => {
    expect(needed({ ...group, k_alias: 1 })).toBe(0.85);
    expect(needed({ ...group, k_last: 1 })).toBe(0.95);
    expect(needed({ ...group, k_first: 1 })).toBe(0.95);
  });

  it('needs no more once the full name is said, or where the one word is the whole name', () => {
    expect(needed({ g_HUMAN: 1, k_last: 1, fullInText: 1 })).toBe(0.75);
    expect(needed({ g_FICT: 1, k_alias: 1, longerHit: 1 })).toBe(0.75);
    expect(needed({ g_FICT: 1, k_label: 1 })).toBe(0.75);
  });

  it('is nobody where the word is a place or a work', () => {
    expect(needed({ g_PLACE: 1, k_alias: 1 })).toBe(0.75);
    expect(needed({ g_WORK: 1, k_alias: 1 })).toBe(0.75);
  });
});
