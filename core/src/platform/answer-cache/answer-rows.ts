/** A kept answer. */
export interface AnswerRow {
  /** When it was asked for, milliseconds since 1970: what was invalidated since does not count. */
  readonly askedAtMs: number;
  readonly expiresAtMs: number;
  /** JSON of an outcome that is an answer. */
  readonly text: string;
  /** Whether it says that there is nothing. */
  readonly isNegative: boolean;
}

/** That somebody is asking, or how somebody's asking ended. */
export interface LeaseRow {
  /** See `gate/lease.ts`. */
  readonly lease: string;
  /** JSON of an outcome that is no answer, for those who waited for it; null otherwise. */
  readonly ended: string | null;
  readonly endedAtMs: number;
}

/** What is known of one question. */
export interface AnswerState {
  readonly answer: AnswerRow | null;
  readonly lease: LeaseRow | null;
  /** The latest time at which one of its marks was invalidated; 0 where none was. */
  readonly invalidatedMs: number;
}

/** A question: the digest of what was asked, and the marks whose invalidation it falls under. */
export interface Question {
  readonly id: string;
  readonly marks: readonly string[];
}

/** Where answers are kept for all processes. */
export interface AnswerRows {
  /** As the last write left it, in the order of the questions. */
  read(questions: readonly Question[]): Promise<readonly AnswerState[]>;
  /** What is too large to be kept is left out. @returns how many were kept */
  write(rows: readonly { readonly id: string; readonly row: AnswerRow }[]): Promise<number>;
  /** @param answered a lease whose holder has answered, although its time is not over, or null @returns whether it was free */
  takeLease(id: string, lease: string, nowMs: number, answered: string | null): Promise<boolean>;
  /** Does nothing where somebody else holds it. @param ended JSON of an outcome, for those who wait */
  endLease(id: string, lease: string, ended: string | null, nowMs: number): Promise<void>;
  /** Forgets one answer, and who has asked for it. */
  remove(id: string): Promise<void>;
  /** Everything with this mark asked for before then is good for nothing. */
  invalidate(mark: string, atMs: number): Promise<void>;
}
