import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { runBatch } from '../../../cli/batch/run-batch.ts';
import { EXIT } from '../../../cli/exit-code.ts';
import { AppError } from '../../../core/src/errors/app-error.ts';
import { done, failed, type Outcome } from '../../../core/src/platform/outcome.ts';

const Request = z.object({ id: z.string(), number: z.number() });

const run = async (content: string, answer?: (request: z.infer<typeof Request>) => Promise<Outcome<unknown>>) => {
  const file = join(mkdtempSync(join(tmpdir(), 'batch-')), 'in.jsonl');
  writeFileSync(file, content);
  const printed: string[] = [];
  const code = await runBatch(file, {
    schema: Request,
    answer: answer ?? (async ({ id, number }) => done({ id, twice: 2 * number })),
    print: line => printed.push(line),
  });
  return { code, answers: printed.map(line => JSON.parse(line)) };
};

describe('a batch', () => {
  it('answers each line in its place, whatever precedes, ends or parts the lines', async () => {
    const { code, answers } = await run('\uFEFF{"id":"a","number":1}\r\n\n  {"id":"b","number":2}');
    expect(answers).toEqual([
      { id: 'a', twice: 2 },
      { id: 'b', twice: 4 },
    ]);
    expect(code).toBe(EXIT.completed);
  });

  it('puts an error with line and reason where no answer can be, and goes on', async () => {
    const { code, answers } = await run('{"id":"a","number":1}\n{oops\n{"id":"c","number":"x"}\n[]\n{"id":"e","number":5}\n');
    expect(answers).toEqual([
      { id: 'a', twice: 2 },
      { id: null, line: 2, error: { code: 'BAD_REQUEST', why: 'The line is no JSON.' } },
      { id: 'c', line: 3, error: { code: 'BAD_REQUEST', why: expect.stringContaining('number') } },
      { id: null, line: 4, error: { code: 'BAD_REQUEST', why: expect.any(String) } },
      { id: 'e', twice: 10 },
    ]);
    expect(code).toBe(EXIT.partial);
  });

  it('work that fails, by outcome or by an error of ours, costs its line only', async () => {
    const { answers } = await run('{"id":"a","number":1}\n{"id":"b","number":2}\n', async ({ number }) => {
      if (number === 1) throw new AppError('BAD_REQUEST', { detail: 'odd' });
      return failed('KNOWLEDGE_UNAVAILABLE', 'down');
    });
    expect(answers).toEqual([
      { id: 'a', line: 1, error: { code: 'BAD_REQUEST', why: 'odd' } },
      { id: 'b', line: 2, error: { code: 'KNOWLEDGE_UNAVAILABLE', why: 'down' } },
    ]);
  });

  it('does not read ahead of its answers: a line is printed before the next is begun', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'batch-')), 'in.jsonl');
    writeFileSync(file, '{"id":"a","number":1}\n{"id":"b","number":2}\n');
    const events: string[] = [];
    const answer = async ({ id }: { id: string }): Promise<Outcome<unknown>> => {
      events.push(`begin ${id}`);
      return done(id);
    };
    await runBatch(file, { schema: Request, answer, print: line => events.push(`print ${line}`) });
    expect(events).toEqual(['begin a', 'print "a"', 'begin b', 'print "b"']);
  });

  it('a file that is not there is wrong use', async () => {
    const work = { schema: Request, answer: async () => done(null), print: () => undefined };
    await expect(runBatch(join(tmpdir(), 'there-is-no-such-file.jsonl'), work)).rejects.toMatchObject({ exitCode: EXIT.usage });
  });
});
