/** @returns the dot product, which is the cosine for vectors of unit length */
export const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!;
  return sum;
};

/** @returns the weighted mean of vectors, scaled to unit length; null where there are none or they cancel out */
export const meanDirection = (vectors: readonly Float32Array[], weights?: readonly number[]): Float32Array | null => {
  const [first] = vectors;
  if (first === undefined) return null;
  const sum = new Float64Array(first.length);
  for (const [index, vector] of vectors.entries()) {
    const weight = weights?.[index] ?? 1;
    for (let dimension = 0; dimension < sum.length; dimension += 1) sum[dimension] = sum[dimension]! + weight * vector[dimension]!;
  }
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  return length === 0 ? null : Float32Array.from(sum, value => value / length);
};
