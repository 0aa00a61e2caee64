import { randomBytes } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { DynamoAnswerRows } from '../../../../core/src/platform/answer-cache/dynamo-answer-rows.ts';
import { answerRowsContract } from '../../../../core/src/testing/answer-rows-contract.ts';
import { TEST_TABLES, useEmulator } from '../../../support/emulator.ts';

const emulator = useEmulator();
const open = (): DynamoAnswerRows => new DynamoAnswerRows({ client: emulator().client, table: TEST_TABLES.cache });

describe('answers in DynamoDB', () => {
  answerRowsContract(open, 'dynamo');

  it('expire by the attribute the table expires by', async () => {
    await open().write([{ id: 'ttl', row: { askedAtMs: 0, expiresAtMs: 1_500, text: '1', isNegative: false } }]);
    const { Item } = await emulator().client.send(
      new GetCommand({ TableName: TEST_TABLES.cache, Key: { pk: 'question#ttl', sk: 'answer' } }),
    );
    expect(Item?.['expiresAt']).toBe(2);
  });

  it('leave out what is larger than an item may be', async () => {
    const row = { askedAtMs: 0, expiresAtMs: 1, text: JSON.stringify(randomBytes(300_000).toString('hex')), isNegative: false };
    expect(await open().write([{ id: 'large', row }])).toBe(1);
    const larger = { ...row, text: JSON.stringify(randomBytes(500_000).toString('hex')) };
    expect(await open().write([{ id: 'larger', row: larger }])).toBe(0);
  });

  it('a row of another shape is as good as none', async () => {
    await emulator().client.send(
      new PutCommand({ TableName: TEST_TABLES.cache, Item: { pk: 'question#odd', sk: 'answer', body: 'text' } }),
    );
    expect((await open().read([{ id: 'odd', marks: [] }]))[0]?.answer).toBeNull();
  });
});
