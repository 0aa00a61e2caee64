import { resolve } from 'node:path';
import { stageConfig, STAGES } from '../lib/config/stages.ts';
import { addStage, houseApp } from '../lib/stacks/stage-app.ts';

/** Synthesises every stage in one process, as `cdk synth -c stage=<stage>` does one. No account, no Docker, no network. */
for (const stage of STAGES) {
  const started = performance.now();
  const app = houseApp({ outdir: resolve(import.meta.dirname, '../cdk.out', stage) });
  addStage(app, stageConfig(stage, process.env));
  const { stacks } = app.synth();
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${stage.padEnd(8)} ${seconds} s  ${stacks.map(({ stackName }) => stackName).join(' ')}`);
}
