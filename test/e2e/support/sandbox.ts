import type { ScenarioChange } from '../../../local/sandbox/control/scenario.ts';

type Change = Partial<ScenarioChange>;

const post = async (sandboxUrl: string, change: Change): Promise<void> => {
  const answer = await fetch(`${sandboxUrl}/__scenario`, { method: 'POST', body: JSON.stringify(change) });
  if (!answer.ok) throw new Error(`the sandbox refuses the scenario: ${await answer.text()}`);
};

/** All providers work, with quotas that no test uses up; what real quotas do is a drill. */
export const backToNormal = async (sandboxUrl: string): Promise<void> => {
  await post(sandboxUrl, { provider: 'all', reset: true });
  for (const provider of ['wikimedia', 'pexels'] as const) await post(sandboxUrl, { provider, limit: 100_000 });
};

/** Puts providers out of order while `work` runs, and back to normal after it, however it ends. */
export const during = async <T>(sandboxUrl: string, changes: readonly Change[], work: () => Promise<T>): Promise<T> => {
  for (const change of changes) await post(sandboxUrl, change);
  try {
    return await work();
  } finally {
    await backToNormal(sandboxUrl);
  }
};

/** @returns requests that providers have seen since the sandbox was started, those whose address contains a text */
export const callsTo = async (sandboxUrl: string, contains: string): Promise<number> => {
  const answer = await fetch(`${sandboxUrl}/__journal?${new URLSearchParams({ contains, last: '1' }).toString()}`);
  const { total } = (await answer.json()) as { total: number };
  return total;
};
