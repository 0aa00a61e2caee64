/** How long answers of a provider may be kept, whatever a rule asks for. */
export interface CacheBounds {
  readonly leastSeconds: number;
  readonly mostSeconds: number;
}

const UNBOUNDED: CacheBounds = { leastSeconds: 0, mostSeconds: Number.POSITIVE_INFINITY };

/** @param bounds by provider; one that is not named is kept as long as the rule says */
export const withinBounds = (bounds: Readonly<Record<string, CacheBounds>>, provider: string, seconds: number): number => {
  const { leastSeconds, mostSeconds } = bounds[provider] ?? UNBOUNDED;
  return Math.min(mostSeconds, Math.max(leastSeconds, seconds));
};
