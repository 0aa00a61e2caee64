import { describe } from '@jest/globals';
import { accountTableContract } from '../../../../core/src/testing/account-table-contract.ts';
import { MemoryAccountTable } from '../../../../core/src/testing/memory-account-table.ts';

describe('the ledger’s books in memory', () => {
  const table = new MemoryAccountTable();
  accountTableContract(() => table);
});
