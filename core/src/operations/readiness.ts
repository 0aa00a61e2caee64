export type CheckState = 'ok' | 'degraded' | 'down';

/** One thing that jobs depend on. Asking it costs little and calls no provider. */
export interface ReadinessCheck {
  readonly name: string;
  readonly check: () => Promise<{ readonly state: CheckState; readonly detail: string }>;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly state: CheckState; readonly detail: string }[];
}

/** @returns ready unless something is down; what fails is named, its error stays with the operator's log */
export const readiness = async (checks: readonly ReadinessCheck[], onError: (name: string, error: unknown) => void): Promise<Readiness> => {
  const results = await Promise.all(
    checks.map(async ({ name, check }) => {
      try {
        return { name, ...(await check()) };
      } catch (error) {
        onError(name, error);
        return { name, state: 'down' as const, detail: 'does not answer' };
      }
    }),
  );
  return { ready: results.every(result => result.state !== 'down'), checks: results };
};
