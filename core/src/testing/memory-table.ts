import type * as z from 'zod';
import { ConflictError, NotFoundError } from '../platform/dynamo/store-errors.ts';
import type { CursorCodec, CursorPurpose } from '../platform/dynamo/signed-cursor.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import { readShape, type StoredShape } from '../platform/stored-shape.ts';

/** Rows in memory, kept as JSON and read through their shape, so that what would not survive storage is noticed. */
export class MemoryTable<Schema extends z.ZodType> {
  readonly #rows = new Map<string, string>();
  readonly #shape: StoredShape<Schema>;

  constructor(shape: StoredShape<Schema>) {
    this.#shape = shape;
  }

  find(key: string): z.output<Schema> | null {
    const row = this.#rows.get(key);
    return row === undefined ? null : readShape(this.#shape, JSON.parse(row));
  }

  get(key: string): z.output<Schema> {
    const row = this.find(key);
    if (row === null) throw new NotFoundError(key);
    return row;
  }

  put(key: string, row: z.output<Schema>): void {
    this.#rows.set(key, JSON.stringify(row));
  }

  /** @throws ConflictError where the key exists */
  create(key: string, row: z.output<Schema>): void {
    if (this.#rows.has(key)) throw new ConflictError(key);
    this.put(key, row);
  }

  delete(key: string): void {
    this.#rows.delete(key);
  }

  keys(prefix: string): readonly string[] {
    return [...this.#rows.keys()].filter(key => key.startsWith(prefix));
  }

  /** Rows whose key starts with `prefix`, in the order of their keys. */
  page(
    prefix: string,
    { cursors, purpose, request, order }: { cursors: CursorCodec; purpose: CursorPurpose; request: PageRequest; order: 'asc' | 'desc' },
  ): Page<z.output<Schema>> {
    const after = request.cursor === undefined ? null : cursors.open(purpose, request.cursor);
    const keys = [...this.#rows.keys()].filter(key => key.startsWith(prefix)).sort();
    if (order === 'desc') keys.reverse();
    const start = after === null ? 0 : keys.findIndex(key => (order === 'asc' ? key > after : key < after));
    const chosen = start < 0 ? [] : keys.slice(start, start + request.limit);
    const last = chosen.at(-1);
    const items = chosen.map(key => this.get(key));
    return chosen.length < request.limit || last === undefined ? { items } : { items, next: cursors.seal(purpose, last) };
  }
}

/** @throws ConflictError unless `stored` is the version before `next` */
export const assertFollows = (stored: { readonly version: number } | null, next: { readonly version: number }): void => {
  if ((stored?.version ?? 0) !== next.version - 1) throw new ConflictError(`version ${next.version}`);
};

/** @returns a promise of what `work` gives; what it throws is a rejection, as a real store has it */
export const promised = <T>(work: () => T): Promise<T> => new Promise(resolve => resolve(work()));
