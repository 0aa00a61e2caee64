import type * as z from 'zod';
import type { ObjectStore, WrittenObject } from './object-store.ts';

const JSON_TYPE = { contentType: 'application/json' } as const;

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** @throws ZodError when the object is there but is not what the schema says */
export const readJson = async <Schema extends z.ZodType>(
  objects: ObjectStore,
  key: string,
  schema: Schema,
): Promise<z.output<Schema> | null> => {
  const bytes = await objects.get(key);
  return bytes === null ? null : schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
};

/** Writes or replaces. */
export const writeJson = (objects: ObjectStore, key: string, value: unknown): Promise<WrittenObject> =>
  objects.put(key, encode(value), JSON_TYPE);

/** Writes unless the key exists; what was there first stays. @returns whether this was the first */
export const writeJsonOnce = async (objects: ObjectStore, key: string, value: unknown): Promise<boolean> =>
  (await objects.putNew(key, encode(value), JSON_TYPE)) !== null;
