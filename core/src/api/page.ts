import * as z from 'zod';
import { LIMITS } from '../platform/limits.ts';

/** Query of every list: newest first, a page at a time. */
export const PageQuery = z.object({
  /** Opaque; taken from the `next` of the page before. */
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageItems.value).default(25),
});

/** @returns the shape of one page; `next` is absent on the last */
export const page = <Item extends z.ZodType>(item: Item): z.ZodObject<{ items: z.ZodArray<Item>; next: z.ZodOptional<z.ZodString> }> =>
  z.object({ items: z.array(item), next: z.string().optional() });
