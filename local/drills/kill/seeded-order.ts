import { createHash } from 'node:crypto';

/** @returns the same things in an order that the seed decides, the same for the same seed */
export const seededOrder = <T>(things: readonly T[], seed: string): readonly T[] => {
  const place = (index: number): string => createHash('sha256').update(`${seed} ${index}`).digest('hex');
  return things
    .map((thing, index) => ({ thing, place: place(index) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ thing }) => thing);
};
