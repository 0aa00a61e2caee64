/** Modified Bessel function of the first kind, order 0, by its power series (Abramowitz & Stegun 9.6.12). */
const besselI0 = (x: number): number => {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
};

/** @param beta steepness: 5 stops at -50 dB, 9 at -90 dB @returns the Kaiser window as a function of -1..1 across it, 1 in the middle */
export const kaiser = (beta: number): ((at: number) => number) => {
  const middle = besselI0(beta);
  return at => (Math.abs(at) > 1 ? 0 : besselI0(beta * Math.sqrt(1 - at * at)) / middle);
};

/** @returns sin(pi x) / (pi x) */
export const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
