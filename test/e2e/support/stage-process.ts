import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalStage } from '../../../local/stage/local-stage.ts';
import type { StageAddresses } from './stage.ts';
import { backToNormal } from './sandbox.ts';
import { CONCURRENT_JOBS, OPEN_REQUESTS_PER_MINUTE, QUOTA_OVERRIDES } from './stage-limits.ts';

const home = mkdtempSync(join(tmpdir(), 'cutaway-e2e-'));
const stage = await startLocalStage({
  home,
  environment: {
    CUTAWAY_CONCURRENT_JOBS: String(CONCURRENT_JOBS),
    CUTAWAY_OPEN_REQUESTS_PER_MINUTE: String(OPEN_REQUESTS_PER_MINUTE),
    CUTAWAY_QUOTA_OVERRIDES: QUOTA_OVERRIDES,
  },
});
await backToNormal(stage.sandboxUrl);
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
