import { describe } from '@jest/globals';
import { answerRowsContract } from '../../../../core/src/testing/answer-rows-contract.ts';
import { MemoryAnswerRows } from '../../../../core/src/testing/memory-answer-rows.ts';

describe('answers in memory', () => {
  const rows = new MemoryAnswerRows();
  answerRowsContract(() => rows, 'memory');
});
