import { resolve } from 'node:path';
import { STAGES } from '../lib/config/stages.ts';
import { stageApp } from '../lib/stacks/stage-app.ts';

/** Synthesises every stage in one process, as `cdk synth -c stage=<stage>` does one. No account, no Docker, no network. */
for (const stage of STAGES) {
  const started = performance.now();
  const { stacks } = stageApp(stage, process.env, { outdir: resolve(import.meta.dirname, '../cdk.out', stage) }).app.synth();
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${stage.padEnd(8)} ${seconds} s  ${stacks.map(({ stackName }) => stackName).join(' ')}`);
}
