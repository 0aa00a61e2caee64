import type { CallAccount } from '../call-gate.ts';
import { ATTRIBUTE } from './account-state.ts';
import type { AccountTable } from './account-table.ts';
import { ItemChange } from './item-change.ts';

/** Closes a breaker that a refused key opened: the key in force is known to be good. One that failures opened stays open. */
export const acceptKey = async (accounts: AccountTable, account: CallAccount): Promise<void> => {
  await accounts.change(account, new ItemChange().remove(ATTRIBUTE.keyRefused));
};
