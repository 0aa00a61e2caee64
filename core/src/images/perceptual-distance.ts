/** Bits in which two copies of one picture may differ: recompressed, resized, brightened, cropped by 5 %. Different ones differ in about half. */
const NEAR_DOUBLE_BITS = 10;

const bitsOf = (value: bigint): number => {
  let rest = value;
  let bits = 0;
  for (; rest !== 0n; bits += 1) rest &= rest - 1n;
  return bits;
};

/** @param a 16 hex digits @param b the same @returns in how many of 64 bits they differ */
export const perceptualDistance = (a: string, b: string): number => bitsOf(BigInt(`0x${a}`) ^ BigInt(`0x${b}`));

/** @returns whether two stored pictures look alike */
export const isNearDouble = (a: { readonly perceptualHash: string }, b: { readonly perceptualHash: string }): boolean =>
  perceptualDistance(a.perceptualHash, b.perceptualHash) <= NEAR_DOUBLE_BITS;
