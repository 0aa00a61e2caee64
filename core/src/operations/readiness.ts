import { AppError } from '../errors/app-error.ts';

/** What works, and what works with less than all it should have: that does not keep jobs from being processed. */
export interface Standing {
  readonly state: 'ok' | 'degraded';
  readonly detail: string;
}

/** One thing that jobs depend on. Asking it costs little and calls no provider; one that throws is down. */
export interface ReadinessCheck {
  readonly name: string;
  readonly check: () => Promise<Standing>;
}

export type CheckResult = Standing & { readonly name: string };

/**
 * @param onError told what failed and why: callers are told the name only
 * @throws AppError UNAVAILABLE with the names of what is down
 */
export const readiness = async (
  checks: readonly ReadinessCheck[],
  onError: (name: string, error: unknown) => void,
): Promise<readonly CheckResult[]> => {
  const down: string[] = [];
  const results = await Promise.all(
    checks.map(async ({ name, check }): Promise<readonly CheckResult[]> => {
      try {
        return [{ name, ...(await check()) }];
      } catch (error) {
        onError(name, error);
        down.push(name);
        return [];
      }
    }),
  );
  if (down.length > 0) throw new AppError('UNAVAILABLE', { issues: down.map(name => ({ at: name, why: 'does not answer' })) });
  return results.flat();
};
