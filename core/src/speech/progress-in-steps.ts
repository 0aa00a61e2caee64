/** Progress is told in steps of this share: each step is a write. */
const STEP = 0.05;

/** What is being done, in words for people, and the share of it that is done, 0–1. */
export interface Progress {
  readonly share: number;
  readonly message: string;
}

/**
 * Writes progress one after the other, so that an older one never comes last; what is told while a write is under way waits,
 * and only the newest of it is written. A write that fails costs nobody anything.
 */
export class ProgressInSteps {
  readonly #write: (progress: Progress) => Promise<void>;
  #told: Progress = { share: -STEP, message: '' };
  #next: Progress | null = null;
  #writing: Promise<void> | null = null;

  constructor(write: (progress: Progress) => Promise<void>) {
    this.#write = write;
  }

  tell({ share, message }: Progress): void {
    const told = this.#told;
    if (share - told.share < STEP && message === told.message) return;
    this.#told = { share, message };
    this.#next = this.#told;
    this.#writing ??= this.#writeAll();
  }

  /** Everything that was told is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#next !== null) {
      const progress = this.#next;
      this.#next = null;
      await this.#write(progress).catch(() => undefined);
    }
    this.#writing = null;
  }
}
