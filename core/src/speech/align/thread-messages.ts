import * as z from 'zod';
import { Word } from '../transcript.ts';
import { Alignment } from './alignment.ts';
import { AlignmentWindows } from './windows.ts';

/** What the thread is started with. */
export const ThreadStart = z.object({ modelFolder: z.string() });

const Id = z.int();
const Samples = z.custom<Float32Array>(value => value instanceof Float32Array);

/** To the thread. `block` and `end` answer a `want`. */
export const ToThread = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('align'),
    id: Id,
    words: z.array(Word),
    windows: AlignmentWindows,
    language: z.string(),
    sampleRate: z.int(),
  }),
  z.object({ type: z.literal('block'), id: Id, samples: Samples }),
  z.object({ type: z.literal('end'), id: Id }),
  z.object({ type: z.literal('cancel'), id: Id }),
]);
export type ToThread = z.infer<typeof ToThread>;

/** From the thread. It asks for each block, so that no more than one waits anywhere. */
export const FromThread = z.discriminatedUnion('type', [
  z.object({ type: z.literal('want'), id: Id }),
  z.object({ type: z.literal('progress'), id: Id, share: z.number() }),
  z.object({ type: z.literal('done'), id: Id, alignment: Alignment }),
  z.object({ type: z.literal('failed'), id: Id, why: z.string() }),
]);
export type FromThread = z.infer<typeof FromThread>;
