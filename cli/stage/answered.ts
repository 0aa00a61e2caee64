import { Problem } from '@cutaway/core/api/problem';
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';

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

interface Called<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response?: Response | undefined;
}

/** @returns the data of an answer of the generated client @throws CommandError with what the stage said, or what its gateway did */
export const answered = async <T>(call: Promise<Called<T>>): Promise<NonNullable<T>> => {
  const { data, error, response } = await call;
  if (data !== undefined && data !== null) return data;
  if (response === undefined) {
    const why = error instanceof Error ? error.message : 'no reason given';
    throw new CommandError(EXIT.unreachable, `The stage does not answer: ${why}.`, { cause: error });
  }
  const problem = Problem.safeParse(error);
  if (problem.success) throw new CommandError(exitCodeOf(problem.data.status), describe(problem.data));
  // A gateway or proxy in between speaks for itself.
  throw new CommandError(exitCodeOf(response.status), `The stage was not reached: ${response.status} ${response.statusText}`.trim());
};
