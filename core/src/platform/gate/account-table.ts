import type { CallAccount } from '../call-gate.ts';
import type { Item, ItemChange } from './item-change.ts';

/** Where the ledger keeps its books: one item an account, seen alike by all Lambdas and workers. */
export interface AccountTable {
  /** As the last change left it; empty before the first. */
  read(account: CallAccount): Promise<Item>;
  /** @returns all of what the change left, or null where a condition did not hold and nothing was changed */
  change(account: CallAccount, change: ItemChange): Promise<Item | null>;
}
