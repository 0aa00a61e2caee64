/** Longest side that is painted; imgix has a bound as well. */
const LONGEST = 8_192;

const whole = (text: string | null): number | null => {
  const value = Number(text);
  return text === null || !Number.isFinite(value) || value <= 0 ? null : value;
};

/**
 * @param width of the original, pixels @param height likewise
 * @returns pixels of the picture that imgix makes of it: `w`, `h` and `dpr`, kept inside the box, filled (`fit=crop`) or
 * never enlarged (`fit=max`, and where `fit` is not given)
 */
export const imgixSize = (query: URLSearchParams, width: number, height: number): readonly [number, number] => {
  const ratio = Math.min(5, whole(query.get('dpr')) ?? 1);
  const w = whole(query.get('w'));
  const h = whole(query.get('h'));
  const bounded = (side: number): number => Math.max(1, Math.min(LONGEST, Math.round(side)));
  if (w === null && h === null) return [width, height];
  if (query.get('fit') === 'crop' && w !== null && h !== null) return [bounded(w * ratio), bounded(h * ratio)];
  const scale = Math.min(w === null ? Infinity : (w * ratio) / width, h === null ? Infinity : (h * ratio) / height, 1);
  return [bounded(width * scale), bounded(height * scale)];
};
