import { describe, expect, it } from '@jest/globals';
import { entityRowOf, EntityRow } from '../../../core/src/entities/entity-row.ts';
import { anEntityRow } from '../../../core/src/testing/builders.ts';

describe('entityRowOf', () => {
  it('keeps the best mentions in spoken order, and says how many there were', () => {
    const [mention] = anEntityRow().mentions;
    const mentions = Array.from({ length: 400 }, (_, count) => ({
      ...mention!,
      startMs: count * 1_000,
      endMs: count * 1_000 + 500,
      score: (count % 40) / 40,
    }));
    const row = EntityRow.parse(entityRowOf({ ...anEntityRow(), mentions }));
    expect(row.mentionCount).toBe(400);
    expect(row.mentions).toHaveLength(25);
    expect(Math.min(...row.mentions.map(kept => kept.score))).toBeGreaterThanOrEqual(37 / 40);
    expect(row.mentions.map(kept => kept.startMs)).toEqual(row.mentions.map(kept => kept.startMs).sort((a, b) => a - b));
  });
});
