import { existsSync, createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { isAppError } from '@cutaway/core/errors/app-error';
import { CATALOGUE } from '@cutaway/core/errors/catalogue';
import { failed, type Outcome } from '@cutaway/core/platform/outcome';
import * as z from 'zod';
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';
import { whyUnreadable } from '../why-unreadable.ts';

/** What stands in the place of an answer that could not be given. */
export interface BatchError {
  readonly id: string | number | null;
  /** Number of the line in the file, from 1. */
  readonly line: number;
  readonly error: { readonly code: string; readonly why: string };
}

/** How a line is read, and answered. */
export interface BatchWork<Request> {
  readonly schema: z.ZodType<Request>;
  readonly answer: (request: Request) => Promise<Outcome<unknown>>;
  /** Takes one line of output. */
  readonly print: (line: string) => void;
}

const Identified = z.object({ id: z.union([z.string(), z.number()]) });

const fromJson = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const answerTo = async <Request>(json: unknown, { schema, answer }: Omit<BatchWork<Request>, 'print'>): Promise<Outcome<unknown>> => {
  if (json === undefined) return failed('BAD_REQUEST', 'The line is no JSON.');
  const request = schema.safeParse(json);
  if (!request.success) return failed('BAD_REQUEST', whyUnreadable(request.error));
  try {
    return await answer(request.data);
  } catch (error) {
    if (isAppError(error)) return failed(error.code, error.detail ?? CATALOGUE[error.code].sentence);
    return failed('INTERNAL', error instanceof Error ? error.message : String(error));
  }
};

/** @throws CommandError `usage` for what is no file */
const linesOf = (file: string): AsyncIterable<string> => {
  if (!existsSync(file) || !statSync(file).isFile()) throw new CommandError(EXIT.usage, `There is no file ${file}.`);
  return createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
};

/**
 * One JSON object a line in, one a line out, in the same order and as soon as each is known; empty lines are passed over.
 * A line that cannot be answered gets an object with `error` in its place, and the others go on.
 * @returns `partial` where any line got one
 */
export const runBatch = async <Request>(file: string, work: BatchWork<Request>): Promise<ExitCode> => {
  let code: ExitCode = EXIT.completed;
  let line = 0;
  for await (const text of linesOf(file)) {
    line += 1;
    const bare = text.replace(/^\uFEFF/u, '').trim();
    if (bare === '') continue;
    const json = fromJson(bare);
    const answered = await answerTo(json, work);
    if (answered.outcome === 'done') {
      work.print(JSON.stringify(answered.value));
      continue;
    }
    code = EXIT.partial;
    const error = { code: answered.outcome === 'failed' ? answered.code : 'UNAVAILABLE', why: answered.why };
    work.print(JSON.stringify({ id: Identified.safeParse(json).data?.id ?? null, line, error } satisfies BatchError));
  }
  return code;
};
