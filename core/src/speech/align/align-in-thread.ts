import { extname } from 'node:path';
import { AudioWorker, type Listening } from '../thread/audio-worker.ts';
import { Alignment } from './alignment.ts';
import type { WordsToAlign } from './align-thread.ts';

/** Beside this file, with its own extension: `.ts` from source, `.mjs` or `.js` in a bundle. */
const ENTRY = new URL(`./align-thread${extname(import.meta.url)}`, import.meta.url);

/** What there is to align; the thread has its own model. */
export type ThreadRequest = WordsToAlign & Listening;

/** Aligns in a thread of its own: an hour of speech takes minutes, and heartbeats have to go on meanwhile. */
export class AlignThread {
  readonly #worker: AudioWorker<WordsToAlign, Alignment>;

  /** @param modelFolder of `loadAligner` @param entry the thread's file, where it does not lie beside this one */
  constructor(modelFolder: string, entry: URL = ENTRY) {
    this.#worker = new AudioWorker({ name: 'aligner', entry, start: { modelFolder }, answer: Alignment });
  }

  /** @throws what the audio throws, the signal's reason, or AppError `INTERNAL` where the thread fails */
  align({ words, windows, language, ...listening }: ThreadRequest): Promise<Alignment> {
    return this.#worker.run({ words: [...words], windows, language }, listening);
  }

  /** Ends the thread; what is under way is rejected. */
  close(): Promise<void> {
    return this.#worker.close();
  }
}
