import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type * as z from 'zod';
import { AppError } from '../../errors/app-error.ts';
import type { AudioStream } from '../audio/audio-stream.ts';
import { FromThread, type ToThread } from './thread-messages.ts';

/** A step of native code takes seconds; whatever takes longer than this is stuck. */
const LONGEST_CLOSING_MS = 60_000;

export interface AudioWorkerOptions<Answer> {
  /** For the operator, where it breaks down. */
  readonly name: string;
  /** File of the thread, which calls `serveAudio`. */
  readonly entry: URL;
  /** What the thread is started with. */
  readonly start: unknown;
  readonly answer: z.ZodType<Answer>;
  /** Told whatever the thread says that belongs to no request. */
  readonly onNews?: (news: unknown) => void;
}

/** What a request listens to, and who waits for it. */
export interface Listening {
  readonly audio: AudioStream;
  /** Is told the share done, 0–1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Ends the work with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

interface Job<Answer> {
  readonly blocks: AsyncIterator<Float32Array>;
  readonly onProgress: Listening['onProgress'];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Has recordings listened to in a thread of its own, which starts with the first request and keeps its model for the next
 * ones. Audio is read here, block by block as the thread asks for it. The thread does not keep the process alive while it
 * has nothing to do.
 */
export class AudioWorker<Request, Answer> {
  readonly #options: AudioWorkerOptions<Answer>;
  readonly #jobs = new Map<number, Job<Answer>>();
  #worker: Worker | null = null;
  #lastId = 0;

  constructor(options: AudioWorkerOptions<Answer>) {
    this.#options = options;
  }

  /** @throws what the audio throws, the signal's reason, what the thread's work threw, or AppError `INTERNAL` where the thread breaks down */
  async run(request: Request, { audio, onProgress, signal }: Listening): Promise<Answer> {
    signal?.throwIfAborted();
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const worker = this.#start();
    this.#jobs.set(id, { blocks: audio.blocks()[Symbol.asyncIterator](), onProgress, resolve, reject });
    worker.ref();
    const abort = (): void => this.#drop(id, signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    this.#post({ type: 'start', id, request, sampleRate: audio.sampleRate });
    return promise.finally(() => signal?.removeEventListener('abort', abort));
  }

  /** Ends the thread; what is under way is rejected. Native code that is running is let finish: it dies of being cut off, and the process with it. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === null) return;
    for (const id of this.#jobs.keys())
      this.#drop(id, new AppError('INTERNAL', { internal: `the ${this.#options.name} thread is closed` }));
    const ended = once(worker, 'exit');
    worker.ref();
    this.#post({ type: 'stop' });
    const late = setTimeout(() => void worker.terminate(), LONGEST_CLOSING_MS);
    await ended;
    clearTimeout(late);
  }

  #start(): Worker {
    if (this.#worker !== null) return this.#worker;
    const { entry, start, name } = this.#options;
    const worker = new Worker(entry, { workerData: start });
    worker.on('message', (raw: unknown) => this.#hear(FromThread.parse(raw)));
    worker.on('error', error => this.#end(new AppError('INTERNAL', { internal: `the ${name} thread broke down`, cause: error })));
    worker.on('exit', () => this.#end(new AppError('INTERNAL', { internal: `the ${name} thread ended` })));
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
        this.#jobs.get(message.id)?.onProgress?.(message.share);
        break;
      case 'done':
        this.#settle(message.id)?.resolve(this.#options.answer.parse(message.answer));
        break;
      case 'failed': {
        const { code, detail, internal } = message;
        this.#settle(message.id)?.reject(new AppError(code, { ...(detail && { detail }), ...(internal && { internal }) }));
        break;
      }
      case 'news':
        this.#options.onNews?.(message.news);
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

  #settle(id: number): Job<Answer> | undefined {
    const job = this.#jobs.get(id);
    this.#jobs.delete(id);
    if (this.#jobs.size === 0) this.#worker?.unref();
    return job;
  }

  #post(message: ToThread): void {
    this.#worker?.postMessage(message);
  }
}
