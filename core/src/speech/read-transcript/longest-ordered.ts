/** @returns places of the longest part of a list that never decreases, in order (patience sorting) */
export const longestOrdered = (values: readonly number[]): number[] => {
  /** For each length, the place of the least last value of an ordered part so long. */
  const lastOf: number[] = [];
  const before: number[] = [];
  values.forEach((value, place) => {
    let [low, high] = [0, lastOf.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[lastOf[middle] ?? 0] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    before[place] = low === 0 ? -1 : (lastOf[low - 1] ?? -1);
    lastOf[low] = place;
  });
  const ordered: number[] = [];
  for (let place = lastOf.at(-1) ?? -1; place >= 0; place = before[place] ?? -1) ordered.push(place);
  return ordered.reverse();
};
