/** Numbers that look random and are the same in every run. */
export interface Random {
  /** Evenly between 0 and 1. */
  even(): number;
  /** Normally distributed: mean 0, deviation 1. */
  normal(): number;
}

/** Linear congruential generator of Knuth's MMIX, of which the upper bits are used. */
export const seededRandom = (seed: number): Random => {
  let state = BigInt(seed);
  const even = (): number => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number(state >> 11n) / 2 ** 53;
  };
  return { even, normal: () => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even()) };
};
