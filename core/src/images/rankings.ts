import * as z from 'zod';
import { Ranking, Search } from './image-candidate.ts';

/** Result of the stage `rank`: one ranking for each entity that was searched for, and what no provider could be asked. */
export const Rankings = z.object({
  schemaVersion: z.literal(1),
  rankings: z.array(Ranking),
  skippedProviders: Search.shape.skippedProviders,
});
export type Rankings = z.infer<typeof Rankings>;
