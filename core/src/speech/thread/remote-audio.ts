import type { AudioStream } from '../audio/audio-stream.ts';

/** A recording that another thread reads: each block is asked for and then handed in. */
export class RemoteAudio implements AudioStream {
  readonly sampleRate: number;
  readonly #ask: () => void;
  readonly #signal: AbortSignal;
  #take: (block: Float32Array | null) => void = () => undefined;

  /** @param ask asks the other thread for the next block @param signal ends the waiting for it */
  constructor(sampleRate: number, ask: () => void, signal: AbortSignal) {
    this.sampleRate = sampleRate;
    this.#ask = ask;
    this.#signal = signal;
  }

  async *blocks(): AsyncGenerator<Float32Array> {
    for (let block = await this.#next(); block !== null; block = await this.#next()) yield block;
  }

  /** @param block what was asked for; null where the recording has ended */
  give(block: Float32Array | null): void {
    this.#take(block);
  }

  #next(): Promise<Float32Array | null> {
    const { promise, resolve, reject } = Promise.withResolvers<Float32Array | null>();
    const abort = (): void => reject(this.#signal.reason);
    if (this.#signal.aborted) abort();
    this.#signal.addEventListener('abort', abort, { once: true });
    this.#take = block => {
      this.#signal.removeEventListener('abort', abort);
      resolve(block);
    };
    this.#ask();
    return promise;
  }
}
