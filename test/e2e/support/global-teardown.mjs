import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** Stops the stage that the setup started, and waits until it is gone. */
export default async function teardown() {
  rmSync(dirname(process.env.CUTAWAY_E2E_RECORD), { recursive: true, force: true });
  const child = globalThis.cutawayStageProcess;
  if (child === undefined) return;
  delete process.env.CUTAWAY_E2E_STAGE;
  const gone = new Promise(done => child.once('exit', done));
  child.stdin.end();
  await gone;
}
