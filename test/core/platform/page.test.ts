import { describe, expect, it } from '@jest/globals';
import { allItems, type Page, type PageRequest } from '../../../core/src/platform/page.ts';

const numbers =
  (count: number) =>
  ({ limit, cursor }: PageRequest): Promise<Page<number>> => {
    const start = Number(cursor ?? 0);
    const items = Array.from({ length: Math.min(limit, count - start) }, (_, place) => start + place);
    return Promise.resolve(start + limit < count ? { items, next: String(start + limit) } : { items });
  };

describe('allItems', () => {
  it('reads a list over its pages', async () => {
    expect(await allItems(numbers(250), 250)).toHaveLength(250);
  });

  it('refuses a list that is longer than it may be, rather than reading on', async () => {
    await expect(allItems(numbers(1_000), 150)).rejects.toThrow(RangeError);
  });
});
