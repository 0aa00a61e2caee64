import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly issues?: readonly { readonly at: string; readonly why: string }[];
}

const exitCodeOf = (status: number): ExitCode => {
  if (status === 401 || status === 403 || status === 409 || status === 429) return EXIT.refused;
  return status === 400 || status === 413 || status === 415 || status === 422 ? EXIT.usage : EXIT.failed;
};

/** A detail that begins with the first issue is a summary of the list below it. */
const describe = ({ title, code, detail, issues = [] }: Problem): string => {
  const lines = issues.map(({ at, why }) => `${at}: ${why}`);
  const isListed = lines[0] !== undefined && detail?.startsWith(lines[0]) === true;
  return [`${title} [${code}]`, isListed ? undefined : detail, ...lines.map(line => `  ${line}`)]
    .filter(line => line !== undefined)
    .join('\n');
};

/** @returns the data of an answer of the generated client @throws CommandError with what the stage said */
export const answered = async <T>(
  call: Promise<{ readonly data?: T; readonly error?: Problem | undefined; readonly response?: Response | undefined }>,
): Promise<NonNullable<T>> => {
  const { data, error } = await call.catch((cause: unknown) => {
    throw new CommandError(EXIT.unreachable, `The stage does not answer: ${cause instanceof Error ? cause.message : 'unknown reason'}`, {
      cause,
    });
  });
  if (data !== undefined && data !== null) return data;
  if (error === undefined || typeof error.code !== 'string')
    throw new CommandError(EXIT.failed, 'The stage answered without saying anything.');
  throw new CommandError(exitCodeOf(error.status), describe(error));
};
