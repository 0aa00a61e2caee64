import { CATALOGUE, type ErrorCode } from './catalogue.ts';

export interface AppErrorOptions {
  /** For the operator's log only. */
  readonly internal?: string;
  readonly cause?: unknown;
  /** For the caller: what exactly is wrong, free of secrets; shown beside the code's sentence. */
  readonly detail?: string;
  /** Field by field, for `BAD_REQUEST` and transcripts: path or line, and reason. */
  readonly issues?: readonly { readonly at: string; readonly why: string }[];
  /** Whole seconds; answered as `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Methods that the address takes; answered as `Allow`. */
  readonly allow?: readonly string[];
}

/** The only error our own code throws on purpose. Match on `code`, never on the message. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly internal: string | undefined;
  readonly detail: string | undefined;
  readonly issues: readonly { readonly at: string; readonly why: string }[];
  readonly retryAfterSeconds: number | undefined;
  readonly allow: readonly string[];

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(`${code}: ${options.detail ?? CATALOGUE[code].sentence}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.internal = options.internal;
    this.detail = options.detail;
    this.issues = options.issues ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.allow = options.allow ?? [];
  }

  get status(): number {
    return CATALOGUE[this.code].status;
  }
}

/** @returns whether `error` is ours and, where codes are given, one of them */
export const isAppError = (error: unknown, ...codes: readonly ErrorCode[]): error is AppError =>
  error instanceof AppError && (codes.length === 0 || codes.includes(error.code));
