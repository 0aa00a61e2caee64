import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { isOurs } from './leftovers.ts';

const Record = z.object({
  /** Process of the start itself. */
  start: z.int(),
  /** What it has started so far, by name. */
  processes: z.record(z.string(), z.int()),
});
type Record = z.infer<typeof Record>;

const read = (file: string): Record | null => {
  if (!existsSync(file)) return null;
  try {
    return Record.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Half-written by a process that was killed: it had started nothing yet, or its processes hold ports that are found taken.
    return null;
  }
};

/**
 * What the one start of a folder has started, written down before it is needed: a start that is killed leaves behind what
 * the next one finds here and ends.
 */
export class StartRecord {
  readonly #file: string;
  readonly #processes = new Map<string, number>();

  private constructor(file: string) {
    this.#file = file;
  }

  /** @returns the record, or the process of the start that is there already, with what crashed starts left behind */
  static take(file: string): { readonly record: StartRecord; readonly leftBehind: readonly number[] } | { readonly runs: number } {
    const before = read(file);
    if (before !== null && isOurs(before.start)) return { runs: before.start };
    mkdirSync(dirname(file), { recursive: true });
    rmSync(file, { force: true });
    const record = new StartRecord(file);
    record.#write('wx');
    return { record, leftBehind: Object.values(before?.processes ?? {}) };
  }

  /** Notes a process as soon as it is there. */
  add(name: string, pid: number): void {
    this.#processes.set(name, pid);
    this.#write('w');
  }

  remove(): void {
    rmSync(this.#file, { force: true });
  }

  #write(flag: 'w' | 'wx'): void {
    writeFileSync(this.#file, JSON.stringify({ start: process.pid, processes: Object.fromEntries(this.#processes) }), { flag });
  }
}
