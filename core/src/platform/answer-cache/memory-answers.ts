import { LRUCache } from 'lru-cache';
import type { AnswerRow } from './answer-rows.ts';

/** How long a process believes what it has read: invalidations reach it no later than this. */
const MEMORY_SECONDS = 60;
/** Characters of all answers together; a process that asks providers has 256 MB and more. */
const MOST_CHARACTERS = 8_000_000;

interface Remembered {
  readonly row: AnswerRow;
  readonly untilMs: number;
}

/** Answers a process has seen lately: bounded and short. */
export class MemoryAnswers {
  readonly #rows = new LRUCache<string, Remembered>({ maxSize: MOST_CHARACTERS, sizeCalculation: ({ row }) => row.text.length + 1 });

  find(id: string, nowMs: number): AnswerRow | null {
    const remembered = this.#rows.get(id);
    return remembered === undefined || remembered.untilMs <= nowMs ? null : remembered.row;
  }

  keep(id: string, row: AnswerRow, nowMs: number): void {
    this.#rows.set(id, { row, untilMs: Math.min(row.expiresAtMs, nowMs + MEMORY_SECONDS * 1_000) });
  }

  clear(): void {
    this.#rows.clear();
  }
}
