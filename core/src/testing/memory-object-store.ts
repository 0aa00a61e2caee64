import { createHash } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { ListedObject, ObjectStore, PutOptions, WrittenObject } from '../platform/object-store.ts';

interface Row {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly modifiedMs: number;
}

/** A bucket in memory. `writes` tells every key written, in order, again when it was written again. */
export class MemoryObjectStore implements ObjectStore {
  readonly writes: string[] = [];
  readonly #rows = new Map<string, Row>();
  readonly #clock: Clock;

  constructor(clock: Clock = () => 0) {
    this.#clock = clock;
  }

  put(key: string, body: Uint8Array, { contentType }: PutOptions): Promise<WrittenObject> {
    this.writes.push(key);
    this.#rows.set(key, { body: Uint8Array.from(body), contentType, modifiedMs: this.#clock() });
    return Promise.resolve({ key, bytes: body.byteLength, sha256: createHash('sha256').update(body).digest('hex') });
  }

  async putNew(key: string, body: Uint8Array, options: PutOptions): Promise<WrittenObject | null> {
    return this.#rows.has(key) ? null : this.put(key, body, options);
  }

  get(key: string): Promise<Uint8Array | null> {
    return Promise.resolve(this.#rows.get(key)?.body ?? null);
  }

  head(key: string): Promise<{ readonly bytes: number; readonly contentType: string } | null> {
    const row = this.#rows.get(key);
    return Promise.resolve(row === undefined ? null : { bytes: row.body.byteLength, contentType: row.contentType });
  }

  remove(key: string): Promise<void> {
    this.#rows.delete(key);
    return Promise.resolve();
  }

  purge(key: string): Promise<void> {
    return this.remove(key);
  }

  async *list(prefix: string): AsyncIterable<ListedObject> {
    const keys = [...this.#rows.keys()].filter(key => key.startsWith(prefix)).sort();
    for (const key of keys) {
      const row = await Promise.resolve(this.#rows.get(key));
      if (row !== undefined) yield { key, bytes: row.body.byteLength, modifiedMs: row.modifiedMs };
    }
  }
}
