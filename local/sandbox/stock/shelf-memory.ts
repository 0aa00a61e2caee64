import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

/** Photographs that a search found for the first time: what was searched for, and which of them. */
const Found = z.object({ text: z.string(), isPerson: z.boolean(), variants: z.array(z.int()) });
export type Found = z.infer<typeof Found>;

/** Where a shelf writes down what it has shown, so that a sandbox started again still has it. */
export interface ShelfMemory {
  read(): readonly Found[];
  add(found: Found): void;
}

export const NO_MEMORY: ShelfMemory = { read: () => [], add: () => undefined };

/** One line of JSON for each search that found something new; a line that was cut off by the end of a process is left out. */
export const fileMemory = (path: string): ShelfMemory => {
  mkdirSync(dirname(path), { recursive: true });
  return {
    read: () =>
      (existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []).flatMap(line => {
        try {
          return [Found.parse(JSON.parse(line))];
        } catch {
          return [];
        }
      }),
    add: found => appendFileSync(path, `${JSON.stringify(found)}\n`),
  };
};
