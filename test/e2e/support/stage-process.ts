import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalStage } from '../../../local/stage/local-stage.ts';
import type { StageAddresses } from './stage.ts';

/** Few, so that a test reaches the limit with three short jobs. */
const CONCURRENT_JOBS = '3';

const home = mkdtempSync(join(tmpdir(), 'cutaway-e2e-'));
const stage = await startLocalStage({ home, environment: { CUTAWAY_CONCURRENT_JOBS: CONCURRENT_JOBS } });
const addresses: StageAddresses = {
  apiUrl: stage.apiUrl,
  sandboxUrl: stage.sandboxUrl,
  aws: { ...stage.aws },
  outputs: stage.outputs,
  logFolder: home,
};
process.stdout.write(`${JSON.stringify(addresses)}\n`);

let isStopping = false;
const stop = async (): Promise<void> => {
  if (isStopping) return;
  isStopping = true;
  await stage.stop();
  rmSync(home, { recursive: true, force: true });
  process.exit(0);
};
// The pipe ends with whoever started this, however that one ended.
process.stdin.resume().once('end', () => void stop());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
