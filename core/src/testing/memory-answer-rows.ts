import type { AnswerRow, AnswerRows, AnswerState, LeaseRow, Question } from '../platform/answer-cache/answer-rows.ts';
import { hasEnded } from '../platform/gate/lease.ts';
import { promised } from './memory-table.ts';

/** Answers in memory. */
export class MemoryAnswerRows implements AnswerRows {
  readonly #answers = new Map<string, AnswerRow>();
  readonly #leases = new Map<string, LeaseRow>();
  readonly #marks = new Map<string, number>();

  read(questions: readonly Question[]): Promise<readonly AnswerState[]> {
    return promised(() =>
      questions.map(({ id, marks }) => ({
        answer: this.#answers.get(id) ?? null,
        lease: this.#leases.get(id) ?? null,
        invalidatedMs: Math.max(0, ...marks.map(mark => this.#marks.get(mark) ?? 0)),
      })),
    );
  }

  write(rows: readonly { readonly id: string; readonly row: AnswerRow }[]): Promise<number> {
    return promised(() => {
      for (const { id, row } of rows) this.#answers.set(id, row);
      return rows.length;
    });
  }

  takeLease(id: string, lease: string, nowMs: number, answered: string | null): Promise<boolean> {
    return promised(() => {
      const held = this.#leases.get(id)?.lease ?? null;
      if (!hasEnded(held, nowMs) && held !== answered) return false;
      this.#leases.set(id, { lease, ended: null, endedAtMs: 0 });
      return true;
    });
  }

  endLease(id: string, lease: string, ended: string | null, nowMs: number): Promise<void> {
    return promised(() => {
      if (this.#leases.get(id)?.lease === lease) this.#leases.set(id, { lease: '', ended, endedAtMs: nowMs });
    });
  }

  remove(id: string): Promise<void> {
    return promised(() => {
      this.#answers.delete(id);
      this.#leases.delete(id);
    });
  }

  invalidate(mark: string, atMs: number): Promise<void> {
    return promised(() => void this.#marks.set(mark, Math.max(atMs, this.#marks.get(mark) ?? 0)));
  }
}
