import { describe, expect, it } from '@jest/globals';
import { ACCOUNT_RULES } from '../../../../core/src/platform/gate/account-rules.ts';
import { DynamoAccountTable } from '../../../../core/src/platform/gate/dynamo-account-table.ts';
import { LedgerCallGate } from '../../../../core/src/platform/gate/ledger-call-gate.ts';
import { accountTableContract } from '../../../../core/src/testing/account-table-contract.ts';
import { TEST_TABLES, useEmulator } from '../../../support/emulator.ts';

const emulator = useEmulator();
const open = (): DynamoAccountTable => new DynamoAccountTable({ client: emulator().client, table: TEST_TABLES.limits });

describe('the ledger’s books in DynamoDB', () => {
  accountTableContract(open);

  it('100 callers of 6 processes at once are let in as often as the window allows', async () => {
    let tickets = 0;
    const rules = {
      ...ACCOUNT_RULES,
      'wikimedia-media': {
        ...ACCOUNT_RULES['wikimedia-media'],
        parallel: null,
        windows: [{ seconds: 600, limit: 40, stated: 'no' as const }],
      },
    };
    const gates = Array.from(
      { length: 6 },
      () =>
        new LedgerCallGate({
          accounts: open(),
          rules,
          clock: Date.now,
          sleep: () => Promise.resolve(),
          random: Math.random,
          newTicketId: () => String((tickets += 1)),
          patienceMs: 0,
        }),
    );
    const entered = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        gates[n % gates.length]!.enter('wikimedia-media', { workspaceId: `wsp_${n}`, purpose: 'interactive' }),
      ),
    );
    expect(entered.filter(({ outcome }) => outcome === 'done')).toHaveLength(40);
    expect(entered.filter(({ outcome }) => outcome === 'deferred')).toHaveLength(60);
  }, 60_000);
});
