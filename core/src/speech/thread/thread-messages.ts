import * as z from 'zod';
import { CATALOGUE, type ErrorCode, isErrorCode } from '../../errors/catalogue.ts';

const Id = z.int();
const Samples = z.custom<Float32Array>(value => value instanceof Float32Array);

/** To the thread. `block` and `end` answer a `want`. What a request is, the thread parses itself. */
export const ToThread = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), id: Id, request: z.unknown(), sampleRate: z.int() }),
  z.object({ type: z.literal('block'), id: Id, samples: Samples }),
  z.object({ type: z.literal('end'), id: Id }),
  z.object({ type: z.literal('cancel'), id: Id }),
  /** Ends the thread as soon as nothing runs in it. */
  z.object({ type: z.literal('stop') }),
]);
export type ToThread = z.infer<typeof ToThread>;

const Code = z.custom<ErrorCode>(
  value => typeof value === 'string' && isErrorCode(value),
  `none of ${Object.keys(CATALOGUE).length} codes`,
);

/** From the thread. It asks for each block, so that no more than one waits anywhere. */
export const FromThread = z.discriminatedUnion('type', [
  z.object({ type: z.literal('want'), id: Id }),
  z.object({ type: z.literal('progress'), id: Id, share: z.number() }),
  z.object({ type: z.literal('done'), id: Id, answer: z.unknown() }),
  z.object({ type: z.literal('failed'), id: Id, code: Code, detail: z.string().optional(), internal: z.string().optional() }),
  /** Not about one request: for example how far its model is loaded. */
  z.object({ type: z.literal('news'), news: z.unknown() }),
]);
export type FromThread = z.infer<typeof FromThread>;
