import * as z from 'zod';
import { Device, WeightType } from './model-variant.ts';

/** How a model that is looked for and loaded when it is needed stands. */
export const ModelState = z.discriminatedUnion('state', [
  /** There is no model; `why` says what to do. */
  z.object({ state: z.literal('none'), why: z.string() }),
  /** It is loaded when it is first needed. */
  z.object({ state: z.literal('found'), model: z.string(), verified: z.boolean() }),
  z.object({ state: z.literal('loading'), model: z.string(), verified: z.boolean() }),
  z.object({ state: z.literal('ready'), model: z.string(), verified: z.boolean(), device: Device, dtype: WeightType }),
  z.object({ state: z.literal('failed'), model: z.string(), why: z.string() }),
]);
export type ModelState = z.infer<typeof ModelState>;

/** What an operator wants to know of a model's life. */
export type ModelEvent =
  | { readonly event: 'found' }
  | { readonly event: 'missing'; readonly why: string }
  | { readonly event: 'loaded'; readonly device: Device; readonly dtype: WeightType }
  /** The device that was asked for does not work: the next one is slower, at the price of the first. */
  | { readonly event: 'fell-back'; readonly from: Device; readonly why: string }
  | { readonly event: 'failed'; readonly why: string };
