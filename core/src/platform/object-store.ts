/** What is known of an object without reading it. */
export interface ObjectHead {
  readonly bytes: number;
  readonly contentType: string;
}

export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

export interface PutOptions {
  /** For example `application/json`. */
  readonly contentType: string;
}

/** A written object, as rows point at it. */
export interface WrittenObject {
  readonly key: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** One bucket. A missing object is null, never an error; everything else that goes wrong is thrown. */
export interface ObjectStore {
  /** Writes or replaces. The bytes are checked on the way by their SHA-256. */
  put(key: string, body: Uint8Array, options: PutOptions): Promise<WrittenObject>;
  /**
   * Writes unless the key exists: of several writers the first one's bytes stay.
   * @returns null where it existed already
   */
  putNew(key: string, body: Uint8Array, options: PutOptions): Promise<WrittenObject | null>;
  get(key: string): Promise<Uint8Array | null>;
  head(key: string): Promise<ObjectHead | null>;
  /** Removing what is not there is harmless. Where the bucket keeps versions, they stay for as long as it says. */
  remove(key: string): Promise<void>;
  /** Removes every version there is. */
  purge(key: string): Promise<void>;
  /** Keys that begin so, in their order. */
  list(prefix: string): AsyncIterable<ListedObject>;
}
