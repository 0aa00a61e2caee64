/** @returns chance that a value of `high` lies above one of `low`; ties count half */
export const areaUnderCurve = (low: readonly number[], high: readonly number[]): number => {
  const all = [...low.map(value => ({ value, isHigh: false })), ...high.map(value => ({ value, isHigh: true }))].sort((a, b) => a.value - b.value);
  let sum = 0;
  for (let from = 0, to = 0; from < all.length; from = to) {
    while (to < all.length && all[to]!.value === all[from]!.value) to += 1;
    const rank = (from + 1 + to) / 2;
    sum += rank * all.slice(from, to).filter(({ isHigh }) => isHigh).length;
  }
  return (sum - (high.length * (high.length + 1)) / 2) / (low.length * high.length);
};
