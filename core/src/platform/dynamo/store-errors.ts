import { AppError } from '../../errors/app-error.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';

/**
 * What a repository throws: match on the class. Each is an AppError with the code a caller sees; `internal` says what was
 * attempted and `cause` keeps what the database said.
 */
export abstract class StoreError extends AppError {
  constructor(code: ErrorCode, attempt: string, cause?: unknown) {
    super(code, { internal: attempt, cause });
  }
}

/** There is no such item in that workspace. */
export class NotFoundError extends StoreError {
  constructor(attempt: string, cause?: unknown) {
    super('NOT_FOUND', attempt, cause);
  }
}

/** The item changed meanwhile, exists already, or is in a state that does not allow the write. Read again and decide. */
export class ConflictError extends StoreError {
  constructor(attempt: string, cause?: unknown) {
    super('CONFLICT', attempt, cause);
  }
}

/** The writer belongs to a run that has ended or been replaced: its work is dropped, and that is right. */
export class StaleRunError extends StoreError {
  constructor(attempt: string, cause?: unknown) {
    super('CONFLICT', attempt, cause);
  }
}

/** A bound of the workspace is reached; `code` names it. */
export class LimitReachedError extends StoreError {}

/** The database asks for a slower pace, and the client's own retries are used up. */
export class ThrottledError extends StoreError {
  constructor(attempt: string, cause?: unknown) {
    super('UNAVAILABLE', attempt, cause);
  }
}

/** The database did not answer, and the client's own retries are used up. */
export class UnavailableError extends StoreError {
  constructor(attempt: string, cause?: unknown) {
    super('UNAVAILABLE', attempt, cause);
  }
}
