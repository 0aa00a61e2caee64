import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { connect } from '../cli/stage/connect.ts';
import { LOCAL_HOME, LOCAL_STATE_FILE, readLocalState, LocalState } from '../cli/stage/local-state.ts';
import { demoAccount, type DemoAccount } from './demo-account.ts';
import { REGION } from './emulator/ministack.ts';
import { makeOperator } from './make-operator.ts';
import { describeFindings, findings, isPortTaken } from './preflight.ts';
import { runSamples } from './run-samples.ts';
import { endLeftovers } from './stage/leftovers.ts';
import { sandboxMemory, startLocalStage, type LocalStage } from './stage/local-stage.ts';
import { namedProviders } from './stage/providers.ts';
import { StartRecord } from './stage/start-record.ts';

const port = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) throw new InvalidArgumentError('A port is a number from 1 to 65535.');
  return number;
};

const options = new Command('npm start --')
  .description('Boots the local AWS, deploys the stage `local`, processes the samples and stays up.')
  .option('--once', 'stop everything after the samples, and exit 0 when each has pictures')
  .option('--live', 'ask the real providers instead of the sandbox')
  .option('--fresh', 'forget the data of earlier runs')
  .option('--no-samples', 'leave the samples out')
  .option('--port <number>', 'of the local AWS', port, 4610)
  .option('--sandbox-port <number>', 'of the provider sandbox', port, 4611)
  .parse()
  .opts<{ once?: boolean; live?: boolean; fresh?: boolean; samples: boolean; port: number; sandboxPort: number }>();

const started = Date.now();
const say = (line: string): void => console.log(`${((Date.now() - started) / 1_000).toFixed(1).padStart(6)} s  ${line}`);

const STATE_FOLDER = resolve(LOCAL_HOME, 'state');
const DEMO_FILE = resolve(LOCAL_HOME, 'demo.json');

/** @returns whether the machine is ready; what is not is said */
const preflight = async (): Promise<boolean> => {
  const missing = (await findings()).filter(finding => finding.state === 'missing');
  if (missing.length > 0) console.error(`This machine is not ready:\n${describeFindings(missing)}`);
  const taken: number[] = [];
  for (const each of [options.port, options.sandboxPort]) if (await isPortTaken(each)) taken.push(each);
  for (const each of taken)
    console.error(`Port ${each} is taken by another program. Stop it, or choose other ports with --port and --sandbox-port.`);
  return missing.length === 0 && taken.length === 0;
};

const taken = StartRecord.take(resolve(LOCAL_HOME, 'start.json'));
if ('runs' in taken) {
  const running = readLocalState();
  console.log(
    running === null
      ? `A local stage is being started already, by process ${taken.runs}.`
      : `A local stage is running already.\nready ${running.apiUrl}`,
  );
  process.exit(0);
}
const { record, leftBehind } = taken;

const interrupted = new AbortController();
let stage: LocalStage | null = null;
let booting: Promise<unknown> = Promise.resolve();
let isStopping = false;
const stop = async (exitCode: number): Promise<never> => {
  if (isStopping) return new Promise(() => undefined);
  isStopping = true;
  rmSync(LOCAL_STATE_FILE, { force: true });
  // A start that is interrupted stops what it has started by then.
  await booting.catch(() => undefined);
  await stage?.stop();
  record.remove();
  process.exit(exitCode);
};
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
] as const) {
  process.on(signal, () => {
    if (!isStopping) console.log('\nStopping…');
    interrupted.abort(new Error('The start was interrupted.'));
    void stop(128 + number);
  });
}

const knownDemo = (): DemoAccount | null =>
  existsSync(DEMO_FILE) ? LocalState.shape.demo.parse(JSON.parse(readFileSync(DEMO_FILE, 'utf8'))) : null;

const boot = async (): Promise<LocalState> => {
  stage = await startLocalStage({
    home: LOCAL_HOME,
    port: options.port,
    sandboxPort: options.sandboxPort,
    persist: true,
    live: options.live ?? false,
    onStep: say,
    onProcess: (name, pid) => record.add(name, pid),
    signal: interrupted.signal,
  });
  const named = namedProviders(process.env, options.live ?? false);
  say(
    named.length === 0
      ? 'providers: all of them are the sandbox'
      : `providers: ${named.join(', ')} as your environment says; the others are the sandbox`,
  );
  const endpoint = stage.aws['AWS_ENDPOINT_URL'] ?? '';
  const demo = await demoAccount(stage.apiUrl, endpoint, knownDemo());
  await makeOperator({ endpoint, region: REGION, userPoolId: stage.outputs.UserPoolId }, demo.email);
  writeFileSync(DEMO_FILE, JSON.stringify(demo), { mode: 0o600 });
  const state: LocalState = { apiUrl: stage.apiUrl, sandboxUrl: stage.sandboxUrl, demo, pids: { ...stage.pids } };
  interrupted.signal.throwIfAborted();
  writeFileSync(LOCAL_STATE_FILE, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  return state;
};

try {
  rmSync(LOCAL_STATE_FILE, { force: true });
  await endLeftovers(leftBehind);
  if (options.fresh === true)
    for (const path of [STATE_FOLDER, DEMO_FILE, sandboxMemory(LOCAL_HOME)]) rmSync(path, { recursive: true, force: true });
  if (!(await preflight())) await stop(1);
  const booted = boot();
  booting = booted;
  const { apiUrl } = await booted;
  say('stage: up');
  const isWhole = options.samples ? await runSamples(await connect({}), resolve(LOCAL_HOME, 'samples')) : true;
  if (options.once === true) await stop(isWhole ? 0 : 1);
  say(isWhole ? 'samples: done' : 'samples: not every one has pictures');
  console.log(`ready ${apiUrl}`);
} catch (error) {
  if (!interrupted.signal.aborted) console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
