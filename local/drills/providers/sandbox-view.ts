import * as z from 'zod';
import type { JournalEntry } from '../../sandbox/control/journal.ts';
import type { ScenarioChange } from '../../sandbox/control/scenario.ts';

const Entry = z.looseObject({
  atMs: z.number(),
  url: z.string(),
  status: z.int(),
  verdict: z.string(),
  keyHash: z.string().nullable(),
}) satisfies z.ZodType<Pick<JournalEntry, 'atMs' | 'url' | 'status' | 'verdict' | 'keyHash'>>;
const Journal = z.object({ entries: z.array(Entry), busiest: z.int().optional() });
export type Call = z.infer<typeof Entry>;

const answer = async (url: string, init?: RequestInit): Promise<unknown> => {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`The sandbox answers ${response.status}: ${text}`);
  return text === '' ? null : JSON.parse(text);
};

/** Puts a provider of the sandbox out of order, or back in. */
export const setScenario = async (sandboxUrl: string, change: Partial<ScenarioChange>): Promise<void> => {
  await answer(`${sandboxUrl}/__scenario`, { method: 'POST', body: JSON.stringify(change) });
};

/** @returns calls that a provider has seen, and the largest number of counted ones in any stretch of so many seconds */
export const callsSeen = async (
  sandboxUrl: string,
  provider: string,
  busiestSeconds = 1,
): Promise<{ calls: readonly Call[]; busiest: number }> => {
  const query = new URLSearchParams({ provider, lane: 'api', last: '200000', busiest: String(busiestSeconds) });
  const { entries, busiest } = Journal.parse(await answer(`${sandboxUrl}/__journal?${query.toString()}`));
  return { calls: entries, busiest: busiest ?? 0 };
};
