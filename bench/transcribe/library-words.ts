import { env, pipeline } from '@huggingface/transformers';
import * as z from 'zod';
import type { TimedWord } from '../align/clips.ts';

const Answer = z.object({ chunks: z.array(z.object({ text: z.string(), timestamp: z.tuple([z.number(), z.number().nullable()]) })) });

/** Words as the library's own pipeline gives them, times included. @param folder of the model */
export const libraryWords = async (folder: string, recordings: readonly Float32Array[]): Promise<TimedWord[][]> => {
  env.allowRemoteModels = false;
  env.useFSCache = false;
  const recognise = await pipeline('automatic-speech-recognition', folder, { session_options: { intraOpNumThreads: 1 } });
  const words: TimedWord[][] = [];
  for (const samples of recordings) {
    const { chunks } = Answer.parse(await recognise(samples, { return_timestamps: 'word', chunk_length_s: 30 }));
    words.push(chunks.map(({ text, timestamp: [start, end] }) => ({ text, startMs: 1_000 * start, endMs: 1_000 * (end ?? start) })));
  }
  await recognise.dispose();
  return words;
};
