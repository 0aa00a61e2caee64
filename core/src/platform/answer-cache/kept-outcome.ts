import * as z from 'zod';
import { abstained, deferred, done, failed, type Outcome } from '../outcome.ts';

const Answer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done'), value: z.unknown() }),
  z.object({ outcome: z.literal('abstained'), why: z.string() }),
]);

const Ending = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('deferred'), until: z.iso.datetime(), why: z.string() }),
  z.object({ outcome: z.literal('failed'), code: z.string(), why: z.string() }),
]);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** @returns the answer, or null where the row holds one of another version or shape */
export const readAnswer = <T>(text: string, schema: z.ZodType<T>): Outcome<T> | null => {
  const answer = Answer.safeParse(parsed(text));
  if (!answer.success) return null;
  if (answer.data.outcome === 'abstained') return abstained(answer.data.why);
  const value = schema.safeParse(answer.data.value);
  return value.success ? done(value.data) : null;
};

/** @returns how somebody's asking ended without an answer, or null where the row makes no sense */
export const readEnding = (text: string): Outcome<never> | null => {
  const { data } = Ending.safeParse(parsed(text));
  if (data === undefined) return null;
  return data.outcome === 'deferred' ? deferred(data.until, data.why) : failed(data.code, data.why);
};

/** @returns an outcome that is no answer as those who wait for it are told; null for an answer */
export const endingText = (outcome: Outcome<unknown>): string | null =>
  outcome.outcome === 'deferred' || outcome.outcome === 'failed' ? JSON.stringify(outcome) : null;
