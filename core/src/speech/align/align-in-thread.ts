import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../errors/app-error.ts';
import type { AlignRequest } from './align.ts';
import type { Alignment } from './alignment.ts';
import { FromThread, type ToThread } from './thread-messages.ts';

/** Beside this file, with its own extension: `.ts` from source, `.mjs` or `.js` in a bundle. */
const ENTRY = new URL(`./align-thread${extname(import.meta.url)}`, import.meta.url);

/** What there is to align; the thread has its own model. */
export type ThreadRequest = Omit<AlignRequest, 'model'>;

interface Job {
  readonly request: ThreadRequest;
  readonly blocks: AsyncIterator<Float32Array>;
  readonly resolve: (alignment: Alignment) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Aligns in a thread of its own, which starts with the first request and keeps its model for the next ones. Audio is read
 * here, block by block as the thread asks for it. The thread does not keep the process alive while it has nothing to do.
 */
export class AlignThread {
  readonly #modelFolder: string;
  readonly #entry: URL;
  readonly #jobs = new Map<number, Job>();
  #worker: Worker | null = null;
  #lastId = 0;

  /** @param modelFolder of `loadAligner` @param entry the thread's file, where it does not lie beside this one */
  constructor(modelFolder: string, entry: URL = ENTRY) {
    this.#modelFolder = modelFolder;
    this.#entry = entry;
  }

  /** @throws what the audio throws, the signal's reason, or AppError `INTERNAL` where the thread fails */
  async align(request: ThreadRequest): Promise<Alignment> {
    const { audio, words, windows, language, signal } = request;
    signal?.throwIfAborted();
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Alignment>();
    const worker = this.#start();
    this.#jobs.set(id, { request, blocks: audio.blocks()[Symbol.asyncIterator](), resolve, reject });
    worker.ref();
    const abort = (): void => this.#drop(id, signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    this.#post({ type: 'align', id, words: [...words], windows, language, sampleRate: audio.sampleRate });
    return promise.finally(() => signal?.removeEventListener('abort', abort));
  }

  /** Ends the thread; what is under way is rejected. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(this.#entry, { workerData: { modelFolder: this.#modelFolder } });
    worker.on('message', (raw: unknown) => this.#hear(FromThread.parse(raw)));
    worker.on('error', error => this.#end(new AppError('INTERNAL', { internal: 'the aligner thread broke down', cause: error })));
    worker.on('exit', () => this.#end(new AppError('INTERNAL', { internal: 'the aligner thread ended' })));
    this.#worker = worker;
    return worker;
  }

  #end(error: AppError): void {
    this.#worker = null;
    for (const id of this.#jobs.keys()) this.#settle(id)?.reject(error);
  }

  #hear(message: FromThread): void {
    switch (message.type) {
      case 'want':
        void this.#sendBlock(message.id);
        break;
      case 'progress':
        this.#jobs.get(message.id)?.request.onProgress?.(message.share);
        break;
      case 'done':
        this.#settle(message.id)?.resolve(message.alignment);
        break;
      case 'failed':
        this.#settle(message.id)?.reject(new AppError('INTERNAL', { internal: `alignment failed: ${message.why}` }));
        break;
    }
  }

  async #sendBlock(id: number): Promise<void> {
    try {
      const next = await this.#jobs.get(id)?.blocks.next();
      if (next === undefined || !this.#jobs.has(id)) return;
      if (next.done === true) this.#post({ type: 'end', id });
      else this.#post({ type: 'block', id, samples: next.value });
    } catch (error) {
      this.#drop(id, error);
    }
  }

  /** Gives a job up and tells the thread. */
  #drop(id: number, reason: unknown): void {
    const job = this.#settle(id);
    if (job === undefined) return;
    this.#post({ type: 'cancel', id });
    job.reject(reason);
    void job.blocks.return?.().catch(() => undefined);
  }

  #settle(id: number): Job | undefined {
    const job = this.#jobs.get(id);
    this.#jobs.delete(id);
    if (this.#jobs.size === 0) this.#worker?.unref();
    return job;
  }

  #post(message: ToThread): void {
    this.#worker?.postMessage(message);
  }
}
