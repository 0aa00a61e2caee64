import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';

export interface EmulatorOptions {
  /** Interpreter of the virtual environment that `installEmulator` made. */
  readonly python: string;
  /** Folder of state and temporary files. */
  readonly home: string;
  /** 0 or absent: a free port. */
  readonly port?: number;
  /** Keep state in `<home>/state` between runs; it is written on a clean stop only. */
  readonly persist?: boolean;
  /** Told the process as soon as it is there. */
  readonly onSpawn?: (pid: number) => void;
}

export interface Emulator {
  readonly endpoint: string;
  readonly port: number;
  readonly pid: number;
  /** What the CDK, the SDK and the worker need in their environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes the state and ends; resolves when the process is gone. */
  stop(): Promise<void>;
}

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

/** Long enough for a loaded two-core machine; it takes 0.5 s on an idle one. */
const START_DEADLINE_MS = 60_000;

export const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer()
      .once('error', fail)
      .listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
      });
  });

/** Beside the state: the port it was written on. */
const PORT_FILE = 'port';

/** Lets an emulator go on from what one on another port has kept: the addresses in it carry the port. @param home of both */
export const moveState = (home: string, port: number): void => {
  const state = resolve(home, 'state');
  mkdirSync(state, { recursive: true });
  const file = join(state, PORT_FILE);
  const before = existsSync(file) ? Number(readFileSync(file, 'utf8')) : port;
  for (const name of before === port ? [] : readdirSync(state).filter(each => each.endsWith('.json'))) {
    const path = join(state, name);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(`127.0.0.1:${before}`, `127.0.0.1:${port}`));
  }
  writeFileSync(file, String(port));
};

const isHealthy = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/_ministack/health`).then(
    response => response.ok,
    () => false,
  );

/** The part of `cdk bootstrap` that a deployment to the emulator needs: 0.2 s instead of 3 s. */
const bootstrap = async (endpoint: string): Promise<void> => {
  const client = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  await new SSMClient(client).send(
    new PutParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version', Value: '30', Type: 'String', Overwrite: true }),
  );
  await new S3Client({ ...client, forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: `cdk-hnb659fds-assets-${ACCOUNT}-${REGION}` }),
  );
};

/** Nothing of the caller's environment but what live providers behind a proxy need: Lambda code inherits what is set here. */
const emulatorEnvironment = (options: EmulatorOptions, run: string, port: number): Record<string, string> => {
  const passed = ['HTTPS_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS', 'SystemRoot'].flatMap(name => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const state = resolve(options.home, 'state');
  return {
    ...Object.fromEntries(passed),
    // The first `node` on PATH runs the Lambdas, whatever their runtime says.
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`,
    HOME: run,
    TMPDIR: join(run, 'tmp'),
    LANG: 'C.UTF-8',
    NODE_NO_WARNINGS: '1',
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: '127.0.0.1',
    AUTH: 'true',
    LOG_LEVEL: 'WARNING',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    DOCKER_HOST: 'unix:///nonexistent.sock',
    LAMBDA_ACCOUNT_CONCURRENCY: '32',
    // Kept for the next stage of a job and the next question of whoever follows it; each takes 30 to 300 MB meanwhile.
    LAMBDA_WARM_TTL_SECONDS: '20',
    // Functions inherit it. Two cores need no more pools of native memory, and every pool keeps what it once held.
    MALLOC_ARENA_MAX: '2',
    ...(options.persist === true && { PERSIST_STATE: '1', STATE_DIR: state, S3_PERSIST: '1', S3_DATA_DIR: join(state, 's3') }),
  };
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(done => child.once('exit', done));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(hard);
};

/** Starts MiniStack on 127.0.0.1 with IAM enforced and waits until it answers. */
export const startEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const port = options.port === undefined || options.port === 0 ? await freePort() : options.port;
  const endpoint = `http://127.0.0.1:${port}`;
  if (await isHealthy(endpoint)) throw new Error(`Something already answers on ${endpoint}. Stop it, or choose another port with --port.`);
  const run = resolve(options.home, `run-${port}`);
  rmSync(run, { recursive: true, force: true });
  mkdirSync(join(run, 'tmp'), { recursive: true });
  // The emulator's own launcher is CommonJS; below a project of modules Node would take it for one.
  writeFileSync(join(run, 'tmp', 'package.json'), '{"type":"commonjs"}');
  if (options.persist === true) moveState(options.home, port);
  const log: string[] = [];
  // A group of its own: an interrupt on the terminal reaches us, and we stop it in order, so that it writes its state.
  const child = spawn(options.python, ['-m', 'ministack'], {
    cwd: run,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: emulatorEnvironment(options, run, port),
  });
  if (child.pid !== undefined) options.onSpawn?.(child.pid);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log.push(chunk.toString());
      log.splice(0, log.length - 200);
    });
  }
  const killed = (): void => void child.kill('SIGKILL');
  process.once('exit', killed);
  for (let waitedMs = 0; !(await isHealthy(endpoint)); waitedMs += 50) {
    if (child.exitCode !== null || waitedMs > START_DEADLINE_MS) throw new Error(`The local AWS emulator did not start:\n${log.join('')}`);
    await sleep(50);
  }
  await bootstrap(endpoint);
  return {
    endpoint,
    port,
    pid: child.pid ?? 0,
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
      CDK_DISABLE_CLI_TELEMETRY: '1',
      CDK_VALIDATION: 'false',
    },
    stop: async () => {
      process.removeListener('exit', killed);
      await end(child);
      rmSync(run, { recursive: true, force: true });
    },
  };
};
