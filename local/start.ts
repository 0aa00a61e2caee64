import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { connect } from '../cli/stage/connect.ts';
import { LOCAL_HOME, LOCAL_STATE_FILE, readLocalState, LocalState } from '../cli/stage/local-state.ts';
import { demoAccount, type DemoAccount } from './demo-account.ts';
import { describeFindings, findings, isPortTaken } from './preflight.ts';
import { runSamples } from './run-samples.ts';
import { endLeftovers, isAlive } from './stage/leftovers.ts';
import { startLocalStage, type LocalStage } from './stage/local-stage.ts';
import { namedProviders } from './stage/providers.ts';

const options = new Command('npm start --')
  .description('Boots the local AWS, deploys the stage `local`, processes the samples and stays up.')
  .option('--once', 'stop everything after the samples, and exit 0 when each has pictures')
  .option('--live', 'ask the real providers instead of the sandbox')
  .option('--fresh', 'forget the data of earlier runs')
  .option('--no-samples', 'leave the samples out')
  .option('--port <number>', 'of the local AWS', '4610')
  .option('--sandbox-port <number>', 'of the provider sandbox', '4611')
  .parse()
  .opts<{ once?: boolean; live?: boolean; fresh?: boolean; samples: boolean; port: string; sandboxPort: string }>();

const started = Date.now();
const say = (line: string): void => console.log(`${((Date.now() - started) / 1_000).toFixed(1).padStart(6)} s  ${line}`);

const STATE_FOLDER = resolve(LOCAL_HOME, 'state');
const DEMO_FILE = resolve(LOCAL_HOME, 'demo.json');

const preflight = async (): Promise<void> => {
  const missing = (await findings()).filter(finding => finding.state === 'missing');
  if (missing.length > 0) {
    console.error(`This machine is not ready:\n${describeFindings(missing)}`);
    process.exit(1);
  }
  for (const port of [Number(options.port), Number(options.sandboxPort)]) {
    if (await isPortTaken(port)) {
      console.error(`Port ${port} is taken by another program. Stop it, or choose other ports with --port and --sandbox-port.`);
      process.exit(1);
    }
  }
};

const already = readLocalState();
if (already !== null && isAlive(already.pids['start'])) {
  console.log(`A local stage is running already.\nready ${already.apiUrl}`);
  process.exit(0);
}
if (already !== null) await endLeftovers(already);
rmSync(LOCAL_STATE_FILE, { force: true });
if (options.fresh === true) for (const path of [STATE_FOLDER, DEMO_FILE]) rmSync(path, { recursive: true, force: true });
await preflight();
mkdirSync(LOCAL_HOME, { recursive: true });

let stage: LocalStage | null = null;
let isStopping = false;
const stop = async (exitCode: number): Promise<never> => {
  if (isStopping) return new Promise(() => undefined);
  isStopping = true;
  rmSync(LOCAL_STATE_FILE, { force: true });
  await stage?.stop();
  process.exit(exitCode);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    console.log('\nStopping…');
    void stop(signal === 'SIGINT' ? 130 : 143);
  });
}

const knownDemo = (): DemoAccount | null =>
  existsSync(DEMO_FILE) ? LocalState.shape.demo.parse(JSON.parse(readFileSync(DEMO_FILE, 'utf8'))) : null;

const boot = async (): Promise<LocalState> => {
  const named = namedProviders(process.env, options.live ?? false);
  stage = await startLocalStage({
    home: LOCAL_HOME,
    port: Number(options.port),
    sandboxPort: Number(options.sandboxPort),
    persist: true,
    live: options.live ?? false,
    onStep: say,
  });
  say(
    named.length === 0
      ? 'providers: all of them are the sandbox'
      : `providers: ${named.join(', ')} as your environment says; the others are the sandbox`,
  );
  const demo = await demoAccount(stage.apiUrl, stage.aws['AWS_ENDPOINT_URL'] ?? '', knownDemo());
  writeFileSync(DEMO_FILE, JSON.stringify(demo), { mode: 0o600 });
  const state: LocalState = { apiUrl: stage.apiUrl, sandboxUrl: stage.sandboxUrl, demo, pids: { ...stage.pids } };
  writeFileSync(LOCAL_STATE_FILE, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  return state;
};

try {
  const { apiUrl } = await boot();
  say('stage: up');
  const isWhole = options.samples ? await runSamples(await connect({}), resolve(LOCAL_HOME, 'samples')) : true;
  if (options.once === true) await stop(isWhole ? 0 : 1);
  say(isWhole ? 'samples: done' : 'samples: not every one has pictures');
  console.log(`ready ${apiUrl}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
