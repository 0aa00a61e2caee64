import type { RunInput } from './stage-message.ts';

export type ExecutionState = 'running' | 'ended' | 'missing';

/** Runs of the state machine. */
export interface Executions {
  /** Starting the same name twice is harmless: one execution runs. */
  start(name: string, input: RunInput): Promise<void>;
  /** Stopping one that has ended, or never was, is harmless. */
  stop(name: string, why: string): Promise<void>;
  state(name: string): Promise<ExecutionState>;
}
