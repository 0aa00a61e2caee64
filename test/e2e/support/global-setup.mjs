import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** What the tester's shell says of providers and models does not reach the stage: every run meets the same one. */
const IS_SETTING = /(_API_URL|_API_KEY|_ACCESS_KEY|^CUTAWAY_(MODELS|RECOGNISER|IMAGE_MODEL|FAULTS|QUOTA_OVERRIDES|CONTACT|API_KEY))$/;

const environment = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => !IS_SETTING.test(name)));

/**
 * Deploys one stage for all end-to-end tests of the run, on free ports, as a process of its own. Its addresses reach the
 * tests by `CUTAWAY_E2E_STAGE`; where that is set already, the stage it names is used: start one by hand with
 * `tsx test/e2e/support/stage-process.ts` and run tests against it again and again.
 */
export default async function setup() {
  process.env.CUTAWAY_E2E_RECORD = join(mkdtempSync(join(tmpdir(), 'cutaway-e2e-record-')), 'exchanges.jsonl');
  if (process.env.CUTAWAY_E2E_STAGE !== undefined) return;
  const child = spawn(process.execPath, ['--import', 'tsx', resolve(import.meta.dirname, 'stage-process.ts')], {
    cwd: resolve(import.meta.dirname, '../../..'),
    env: environment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const line = await new Promise((done, fail) => {
    createInterface({ input: child.stdout }).once('line', done);
    child.once('exit', code => fail(new Error(`The stage for the end-to-end tests did not start (exit code ${code}).`)));
  });
  process.env.CUTAWAY_E2E_STAGE = line;
  globalThis.cutawayStageProcess = child;
}
