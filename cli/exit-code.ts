/** How the command line ends, so that scripts can tell. Documented in `docs/command-line.md`. */
export const EXIT = {
  completed: 0,
  /** The work failed, and the message says why. */
  failed: 1,
  /** Wrong use, or input that cannot be read. */
  usage: 2,
  /** Completed without something. */
  partial: 3,
  /** No stage answers. */
  unreachable: 4,
  /** The stage refuses: not logged in, not allowed, a limit. */
  refused: 5,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with a message for people instead of a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
