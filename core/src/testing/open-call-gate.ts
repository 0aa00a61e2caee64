import type { CallAccount, CallContext, CallGate, CallResult } from '../platform/call-gate.ts';
import { done } from '../platform/outcome.ts';

export interface GateEntry {
  readonly account: CallAccount;
  readonly purpose: CallContext['purpose'];
  /** What the caller reported when it left; undefined while it is inside. */
  result: CallResult | undefined;
}

/** Lets everybody in and remembers who came and how they left. */
export const openCallGate = (): CallGate & { readonly entries: readonly GateEntry[] } => {
  const entries: GateEntry[] = [];
  return {
    entries,
    enter: (account, call) => {
      const entry: GateEntry = { account, purpose: call.purpose, result: undefined };
      entries.push(entry);
      const leave = (result: CallResult): Promise<void> => {
        if (entry.result !== undefined) throw new Error('left twice');
        entry.result = result;
        return Promise.resolve();
      };
      return Promise.resolve(done({ leave }));
    },
  };
};
