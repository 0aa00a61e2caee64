import { describe, expect, it } from '@jest/globals';
import { buryMessage } from '../../../core/src/jobs/bury-message.ts';
import type { StageAnswer } from '../../../core/src/jobs/stage-run.ts';
import { silentLogger } from '../../../core/src/testing/silent-logger.ts';

const bury = async (body: string) => {
  const parked: string[] = [];
  const answers: [string, StageAnswer][] = [];
  await buryMessage(
    {
      parked: { park: (text, { why }) => Promise.resolve(void parked.push(`${text} ${why}`)) },
      tasks: { answer: (token, answer) => Promise.resolve(answers.push([token, answer]) > 0) },
      logger: silentLogger,
    },
    body,
  );
  return { parked, answers };
};

describe('a dead letter', () => {
  it('that is no JSON is parked with its reason', async () => {
    expect(await bury('nonsense')).toEqual({ parked: ['nonsense The message could not be read.'], answers: [] });
  });

  it('of a version nobody here knows ends its run all the same', async () => {
    const body = JSON.stringify({ version: 99, type: 'hear', taskToken: 'token-1' });
    const { parked, answers } = await bury(body);
    expect(parked).toEqual([`${body} The message could not be read.`]);
    expect(answers).toEqual([['token-1', { outcome: 'failed', code: 'POISON_MESSAGE', why: 'The message could not be read.' }]]);
  });
});
