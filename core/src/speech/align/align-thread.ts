import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { serveAudio } from '../thread/serve-audio.ts';
import { Word } from '../transcript.ts';
import { align } from './align.ts';
import { loadAligner } from './model/load-aligner.ts';
import { AlignmentWindows } from './windows.ts';

/** What the thread is started with. */
const ThreadStart = z.object({ modelFolder: z.string() });

/** What it is asked for, as `align` takes it. */
const WordsToAlign = z.object({ words: z.array(Word).readonly(), windows: AlignmentWindows, language: z.string() });
export type WordsToAlign = z.infer<typeof WordsToAlign>;

if (parentPort !== null) {
  const model = loadAligner(ThreadStart.parse(workerData).modelFolder);
  model.catch(() => undefined);
  serveAudio(parentPort, WordsToAlign, async ({ request, ...listening }) => align({ ...request, ...listening, model: await model }));
}
