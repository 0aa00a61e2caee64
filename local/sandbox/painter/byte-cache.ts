/** Buffers by key, the least recently used dropped when their bytes exceed the bound. */
export class ByteCache {
  readonly #kept = new Map<string, Buffer>();
  readonly #bound: number;
  #bytes = 0;

  /** @param bound most bytes kept */
  constructor(bound: number) {
    this.#bound = bound;
  }

  get(key: string): Buffer | undefined {
    const found = this.#kept.get(key);
    if (found !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, found);
    }
    return found;
  }

  set(key: string, value: Buffer): void {
    if (value.length > this.#bound / 4) return;
    this.#kept.set(key, value);
    this.#bytes += value.length;
    for (const [oldest, buffer] of this.#kept) {
      if (this.#bytes <= this.#bound) break;
      this.#kept.delete(oldest);
      this.#bytes -= buffer.length;
    }
  }
}
