import type { CallAccount } from '../platform/call-gate.ts';
import type { AccountTable } from '../platform/gate/account-table.ts';
import type { Condition, Item, ItemChange } from '../platform/gate/item-change.ts';
import { promised } from './memory-table.ts';

const holds = (item: Item, { kind, name, value }: Condition): boolean => {
  const stored = item[name];
  if (stored === undefined) return kind !== 'equals';
  return kind === 'absent-or-less' ? typeof stored === typeof value && stored < value : stored === value;
};

const changed = (item: Item, { steps }: ItemChange): Item => {
  const next = { ...item };
  for (const step of steps) {
    const stored = next[step.name] ?? 0;
    if (step.kind === 'remove') Reflect.deleteProperty(next, step.name);
    else next[step.name] = step.kind === 'add' && typeof stored === 'number' ? stored + step.value : step.value;
  }
  return next;
};

/** The ledger's books in memory. */
export class MemoryAccountTable implements AccountTable {
  readonly #items = new Map<CallAccount, Item>();

  read(account: CallAccount): Promise<Item> {
    return promised(() => this.#items.get(account) ?? {});
  }

  change(account: CallAccount, change: ItemChange): Promise<Item | null> {
    return promised(() => {
      const item = this.#items.get(account) ?? {};
      if (!change.conditions.every(condition => holds(item, condition))) return null;
      const next = changed(item, change);
      this.#items.set(account, next);
      return next;
    });
  }
}
