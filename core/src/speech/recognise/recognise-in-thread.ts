import { extname } from 'node:path';
import type { FoundModel } from '../../platform/models/model-folder.ts';
import { AudioWorker } from '../thread/audio-worker.ts';
import { type SpeechToRecognise, ThreadNews, type ThreadStart } from './recognise-messages.ts';
import { Recognition } from './recognised-word.ts';
import type { Recogniser, RecogniserEvent, RecogniserRequest, RecogniserState } from './recogniser.ts';

/** Beside this file, with its own extension: `.ts` from source, `.mjs` or `.js` in a bundle. */
const ENTRY = new URL(`./recognise-thread${extname(import.meta.url)}`, import.meta.url);

export interface ThreadOptions {
  readonly model: FoundModel;
  /** Folder of the voice model. */
  readonly voiceFolder: string;
  /** Threads of one step. */
  readonly threads: number;
  readonly onEvent?: (event: RecogniserEvent) => void;
}

/** A recogniser in a thread of its own, which loads the model with the first recording and keeps it. */
export class RecogniserThread implements Recogniser {
  readonly #worker: AudioWorker<SpeechToRecognise, Recognition>;
  readonly #options: ThreadOptions;
  #state: RecogniserState;

  /** @param entry the thread's file, where it does not lie beside this one */
  constructor(options: ThreadOptions, entry: URL = ENTRY) {
    const { model, voiceFolder, threads } = options;
    const start: ThreadStart = { folder: model.folder, variants: [...model.variants], voiceFolder, threads };
    this.#options = options;
    this.#state = { state: 'found', model: model.name, verified: model.verified };
    this.#worker = new AudioWorker({
      name: 'recogniser',
      entry,
      start,
      answer: Recognition,
      onNews: news => this.#hear(ThreadNews.parse(news)),
    });
  }

  state = (): RecogniserState => this.#state;

  recognise({ audio, durationMs, language, hints, onProgress, signal }: RecogniserRequest): Promise<Recognition> {
    const { name, verified } = this.#options.model;
    if (this.#state.state !== 'ready') this.#state = { state: 'loading', model: name, verified };
    return this.#worker.run({ durationMs, language, hints }, { audio, onProgress, signal });
  }

  /** Ends the thread; what is under way is rejected. */
  close(): Promise<void> {
    return this.#worker.close();
  }

  #hear(news: ThreadNews): void {
    const { name, verified } = this.#options.model;
    if (news.event === 'loaded') this.#state = { state: 'ready', model: name, verified, device: news.device, dtype: news.dtype };
    if (news.event === 'failed') this.#state = { state: 'failed', model: name, why: news.why };
    this.#options.onEvent?.(news);
  }
}
