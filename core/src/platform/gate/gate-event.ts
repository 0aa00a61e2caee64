import type { CallAccount } from '../call-gate.ts';

/** What happened at the gate: counted as metrics, and two of them are alarms. */
export interface GateEvent {
  readonly type:
    | 'entered'
    | 'deferred'
    | 'refused'
    | 'over-quota'
    /** The provider did not answer a call. */
    | 'unavailable'
    /** The provider refuses our key: the operator has to act. */
    | 'key-invalid'
    /** A call could not be signed off; its place is free again when its lease ends. */
    | 'leave-failed';
  readonly account: CallAccount;
  /** Writes sent for it, those that were refused included. */
  readonly writes: number;
}
