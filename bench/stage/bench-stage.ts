import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../../cli/client/client/index.ts';
import { connect } from '../../cli/stage/connect.ts';
import { createAccount } from '../../local/demo-account.ts';
import { startLocalStage, type LocalStage, type LocalStageOptions } from '../../local/stage/local-stage.ts';

/** A stage of a benchmark's own, with an account on it. */
export interface BenchStage {
  readonly local: LocalStage;
  readonly endpoint: string;
  readonly client: Client;
  /** Seconds each phase of the start took, in order. */
  readonly phases: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** Seconds between one step and the next. */
const stopwatch = () => {
  const seconds: Record<string, number> = {};
  let current: { readonly name: string; readonly since: number } | null = null;
  const step = (name: string | null): void => {
    const now = performance.now();
    if (current !== null) seconds[current.name] = (now - current.since) / 1_000;
    current = name === null ? null : { name, since: now };
    if (name !== null) console.error(name);
  };
  return { seconds, step };
};

/** Limits that a benchmark would meet and a user does not: many calls and jobs of one account within a minute. */
const WIDE = { CUTAWAY_CONCURRENT_JOBS: '100', CUTAWAY_OPEN_REQUESTS_PER_MINUTE: '10000' };

export const startBenchStage = async (options: Pick<LocalStageOptions, 'latencyMs'> = {}): Promise<BenchStage> => {
  const home = mkdtempSync(join(tmpdir(), 'cutaway-bench-'));
  const removeHome = (): void => rmSync(home, { recursive: true, force: true });
  process.once('exit', removeHome);
  const { seconds, step } = stopwatch();
  const local = await startLocalStage({ ...options, home, environment: WIDE, onStep: step });
  const stop = async (): Promise<void> => {
    await local.stop();
    removeHome();
    process.removeListener('exit', removeHome);
  };
  try {
    step('account: first calls');
    const endpoint = local.aws['AWS_ENDPOINT_URL'] ?? '';
    const account = await createAccount(local.apiUrl, endpoint, 'bench@cutaway.example');
    const client = await connect({ apiUrl: local.apiUrl, account });
    step(null);
    return { local, endpoint, client, phases: seconds, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
