import * as z from 'zod';

/** A JSON map of a MediaWiki API, which writes an empty one as `[]`. */
export const wikiMap = <Schema extends z.ZodType>(schema: Schema): z.ZodType<Readonly<Record<string, z.output<Schema>>>> =>
  z.union([z.record(z.string(), schema), z.array(z.unknown()).transform(() => ({}))]);
