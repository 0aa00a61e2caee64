import * as z from 'zod';
import { SearchedProvider } from '../../../core/src/images/provider-config.ts';

/** What a searching process is told to do. */
export const Order = z.object({
  provider: SearchedProvider,
  purpose: z.enum(['job', 'interactive']),
  /** How long a project waits for the provider before it goes on without it. */
  patienceMs: z.number(),
  /** Between two searches of a project. */
  pauseMs: z.number(),
  /** Worked on all at once, the names of each one after the other. */
  projects: z.array(z.object({ workspaceId: z.string(), names: z.array(z.string()) })),
});
export type Order = z.infer<typeof Order>;

/** How one search ended. */
export const Searched = z.object({
  workspaceId: z.string(),
  name: z.string(),
  /** Candidates. */
  found: z.int(),
  /** Code of why the provider was gone without; null: it answered. `FAILED`: the search itself failed, which none may. */
  skipped: z.string().nullable(),
  /** How often it was told to come back. */
  waits: z.int(),
  startedMs: z.number(),
  endedMs: z.number(),
});
export type Searched = z.infer<typeof Searched>;
