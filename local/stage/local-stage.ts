import { resolve } from 'node:path';
import { freePort, startEmulator, type Emulator } from '../emulator/ministack.ts';
import { installEmulator } from '../emulator/python.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { bundle, deploy, type StageOutputs } from './deployment.ts';
import { providerVariables } from './providers.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

const ROOT = resolve(import.meta.dirname, '../..');

export interface LocalStageOptions {
  /** Folder for everything that this stage leaves on disk. */
  readonly home: string;
  /** The emulator's port; absent: a free one. Kept the same where state is kept, because addresses hold it. */
  readonly port?: number;
  readonly sandboxPort?: number;
  /** Keep tables, buckets and users between runs. @default false */
  readonly persist?: boolean;
  /** No provider is the sandbox. @default false */
  readonly live?: boolean;
  /** Latency of the sandbox's answers. @default 0 */
  readonly latencyMs?: number;
  /** Folder for drills. @default none */
  readonly faults?: string;
  /** Beyond what the caller's own environment says, for the stage's configuration. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The same for the worker's own environment. */
  readonly worker?: Readonly<Record<string, string>>;
  /** @default 1 */
  readonly workers?: number;
  /** Told what begins, in words for people. */
  readonly onStep?: (step: string) => void;
  /** Told of each process as soon as it is there. */
  readonly onProcess?: (name: string, pid: number) => void;
  /** Ends the start: what was started by then is stopped. */
  readonly signal?: AbortSignal;
}

/** A whole stage on this machine. */
export interface LocalStage {
  /** Without `/v1`. */
  readonly apiUrl: string;
  readonly sandboxUrl: string;
  readonly outputs: StageOutputs;
  /** For clients of the SDK: endpoint, region, credentials. */
  readonly aws: Readonly<Record<string, string>>;
  readonly pids: Readonly<Record<string, number>>;
  readonly workers: readonly WorkerProcess[];
  /** One more worker, beside those there are. */
  addWorker(): Promise<WorkerProcess>;
  /** Ends the emulator in order and starts it again, on the same port and with what it kept; for stages that keep state. */
  restartEmulator(): Promise<void>;
  stop(): Promise<void>;
}

/** Where the sandbox of a stage that keeps its state remembers what it has shown. */
export const sandboxMemory = (home: string): string => resolve(home, 'sandbox');

const EMULATOR_HOME = resolve(ROOT, '.cutaway');

const workerEnvironment = (
  outputs: StageOutputs,
  aws: Readonly<Record<string, string>>,
  options: LocalStageOptions,
): Record<string, string> => {
  const models = options.environment?.['CUTAWAY_MODELS'] ?? process.env.CUTAWAY_MODELS;
  const passedOn = ['CUTAWAY_RECOGNISER', 'CUTAWAY_IMAGE_MODEL', 'CUTAWAY_MODEL_HUB', 'MODEL_THREADS'].flatMap(name => {
    const value = options.environment?.[name] ?? process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...aws,
    STAGE: 'local',
    POWERTOOLS_SERVICE_NAME: 'worker',
    MAIN_TABLE: outputs.MainTable,
    MEDIA_BUCKET: outputs.MediaBucket,
    SPEECH_QUEUE_URL: outputs.SpeechQueueUrl,
    ...(outputs.RankingQueueUrl !== undefined && {
      RANKING_QUEUE_URL: outputs.RankingQueueUrl,
      CACHE_TABLE: outputs.CacheTable,
      LIMITS_TABLE: outputs.LimitsTable,
      PROVIDERS: outputs.Providers,
    }),
    MODELS_FOLDER: resolve(ROOT, 'models'),
    ...(models !== undefined && { CUTAWAY_MODELS: models.startsWith('s3://') ? models : resolve(process.env.INIT_CWD ?? '.', models) }),
    ...Object.fromEntries(passedOn),
    ...(options.faults !== undefined && { CUTAWAY_FAULTS: options.faults }),
    ...options.worker,
  };
};

const deployEnvironment = (options: LocalStageOptions, emulator: Emulator, sandbox: Sandbox): Record<string, string> => ({
  ...emulator.env,
  ...providerVariables({ ...process.env, ...options.environment }, sandbox.addresses, options.live ?? false),
  ...options.environment,
  ...(options.faults !== undefined && { CUTAWAY_FAULTS: options.faults }),
});

const stopAll = async (parts: readonly ({ stop(): Promise<void> } | null)[]): Promise<void> => {
  for (const part of parts) await part?.stop();
};

/** Answers that a stage has kept name pictures of earlier runs, so that a sandbox beside kept state remembers them too. */
const sandboxFor = ({ sandboxPort = 0, latencyMs = 0, persist, home }: LocalStageOptions): Promise<Sandbox> =>
  startSandbox({ port: sandboxPort, latencyMs, ...(persist === true && { memory: sandboxMemory(home) }) });

/** Boots the emulator, deploys the app to it, starts sandbox and workers. What was started is stopped where a step fails. */
export const startLocalStage = async (options: LocalStageOptions): Promise<LocalStage> => {
  const step = (what: string): void => {
    options.signal?.throwIfAborted();
    options.onStep?.(what);
  };
  const onProcess = options.onProcess ?? ((): void => undefined);
  step('emulator: install');
  const python = installEmulator(EMULATOR_HOME);
  let sandbox: Sandbox | null = null;
  let emulator: Emulator | null = null;
  const workers: WorkerProcess[] = [];
  const stop = (): Promise<void> => stopAll([...workers, sandbox === null ? null : { stop: () => closed(sandbox) }, emulator]);
  try {
    step('sandbox: start');
    sandbox = await sandboxFor(options);
    step('emulator: start');
    const boot = (port: number): Promise<Emulator> =>
      startEmulator({ python, home: options.home, port, persist: options.persist ?? false, onSpawn: pid => onProcess('emulator', pid) });
    const started = await boot(options.port ?? 0);
    emulator = started;
    step('bundle');
    await bundle(options.signal);
    step('deploy');
    const outputs = await deploy(options.home, deployEnvironment(options, started, sandbox), options.signal);
    const addWorker = async (): Promise<WorkerProcess> => {
      const worker = await startWorker({
        environment: workerEnvironment(outputs, started.env, options),
        port: await freePort(),
        logFile: resolve(options.home, `worker-${workers.length}.log`),
        onSpawn: pid => onProcess(`worker${workers.length}`, pid),
      });
      workers.push(worker);
      return worker;
    };
    step('worker: start');
    for (let count = 0; count < (options.workers ?? 1); count += 1) await addWorker();
    options.signal?.throwIfAborted();
    return {
      apiUrl: `${started.endpoint}/_aws/execute-api/${outputs.ApiId}`,
      sandboxUrl: sandbox.url,
      outputs,
      aws: started.env,
      pids: {
        emulator: started.pid,
        start: process.pid,
        ...Object.fromEntries(workers.map((worker, index) => [`worker${index}`, worker.pid])),
      },
      workers,
      addWorker,
      restartEmulator: async () => {
        await emulator?.stop();
        emulator = await boot(started.port);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

const closed = async (sandbox: Sandbox | null): Promise<void> => {
  await sandbox?.close();
};
