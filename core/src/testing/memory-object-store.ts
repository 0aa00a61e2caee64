import { createHash } from 'node:crypto';
import type { ObjectStore, PutOptions, WrittenObject } from '../platform/object-store.ts';

interface Row {
  readonly body: Uint8Array;
  readonly contentType: string;
}

/** A bucket in memory. `writes` tells every key written, in order, again when it was written again. */
export class MemoryObjectStore implements ObjectStore {
  readonly writes: string[] = [];
  readonly #rows = new Map<string, Row>();

  put(key: string, body: Uint8Array, { contentType }: PutOptions): Promise<WrittenObject> {
    this.writes.push(key);
    this.#rows.set(key, { body: Uint8Array.from(body), contentType });
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
}
