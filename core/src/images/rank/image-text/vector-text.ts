/** @returns a vector as base64 of 32-bit floats, little-endian as every machine we run on is */
export const bytesOf = (vector: Float32Array): string =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');

/** @returns what `bytesOf` was given */
export const vectorOf = (text: string): Float32Array => {
  const bytes = Buffer.from(text, 'base64');
  return new Float32Array(Uint8Array.from(bytes).buffer);
};
