import { existsSync, statfsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { isAppError } from '@cutaway/core/errors/app-error';
import { CLIP_MODEL } from '@cutaway/core/images/rank/image-text/clip-model-kind';
import { findModel } from '@cutaway/core/platform/models/model-folder';
import type { ModelKind } from '@cutaway/core/platform/models/model-kind';
import { WHISPER_MODEL } from '@cutaway/core/speech/recognise/whisper-model-kind';
import { findPython, isInstalled, PYTHON_NEEDED } from './emulator/python.ts';

const ROOT = resolve(import.meta.dirname, '..');

/** One thing a local stage needs, and how it stands. */
export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'missing' | 'optional';
  /** What was found, or what to do. */
  readonly detail: string;
}

const LEAST_NODE = [22, 14] as const;
const LEAST_FREE_BYTES = 2 * 1024 ** 3;

const node = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNew = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return isNew
    ? { what: 'Node.js', state: 'ok', detail: process.versions.node }
    : {
        what: 'Node.js',
        state: 'missing',
        detail: `${process.versions.node} is too old: ${LEAST_NODE.join('.')} is needed. On Linux x64 \`npm ci\` brings one of its own unless optional packages are left out.`,
      };
};

const python = (): Finding => {
  const found = findPython();
  return found === null ? { what: 'Python', state: 'missing', detail: PYTHON_NEEDED } : { what: 'Python', state: 'ok', detail: found };
};

const emulator = (): Finding =>
  isInstalled(resolve(ROOT, '.cutaway'))
    ? { what: 'AWS emulator', state: 'ok', detail: 'installed' }
    : {
        what: 'AWS emulator',
        state: 'optional',
        detail: 'not installed yet; the first start installs it from the Python package index (110 MB)',
      };

const packages = (): Finding =>
  existsSync(resolve(ROOT, 'node_modules/aws-cdk'))
    ? { what: 'Packages', state: 'ok', detail: 'installed' }
    : { what: 'Packages', state: 'missing', detail: 'Run `npm ci` first.' };

const models = (): Finding => {
  const missing = ['names-minilm', 'all-MiniLM-L6-v2', 'linker', 'text-prior', 'cmu-en-us-ptm', 'silero-vad-v5'].filter(
    name => !existsSync(resolve(ROOT, 'models', name)),
  );
  return missing.length === 0
    ? { what: 'Models', state: 'ok', detail: 'the ones that the repository brings' }
    : { what: 'Models', state: 'missing', detail: `models/${missing.join(', models/')} are not in this checkout.` };
};

interface LargeModel {
  readonly what: string;
  readonly kind: ModelKind;
  readonly name: string | undefined;
  /** Whether a start without it is not what the user asked for. */
  readonly isWanted: boolean;
  /** What becomes of work without it. */
  readonly without: string;
}

const largeModel = async ({ what, kind, name, isWanted, without }: LargeModel): Promise<Finding> => {
  const { CUTAWAY_MODELS: folder, INIT_CWD: from } = process.env;
  if (folder?.startsWith('s3://') === true) return { what, state: 'ok', detail: `the worker fetches it from ${folder}` };
  try {
    const root = folder === undefined ? null : resolve(from ?? '.', folder);
    const { name: model, variants, verified } = await findModel(kind, { root, name: name ?? null, device: 'cpu' });
    const weights = variants.map(({ dtype }) => dtype).join(', ');
    return { what, state: 'ok', detail: `${model} (${weights})${verified ? ', checksums agree' : ', without checksums'}` };
  } catch (error) {
    if (!isAppError(error, 'MODEL_UNAVAILABLE')) throw error;
    return { what, state: isWanted ? 'missing' : 'optional', detail: `none: ${without} ${error.detail ?? ''}` };
  }
};

/** A folder of models is one with a recogniser in it, unless another model of it is named and no recogniser is. */
const recogniser = (): Promise<Finding> => {
  const { CUTAWAY_MODELS: folder, CUTAWAY_RECOGNISER: name, CUTAWAY_IMAGE_MODEL: other } = process.env;
  const isWanted = name !== undefined || (folder !== undefined && other === undefined);
  return largeModel({ what: 'Speech recogniser', kind: WHISPER_MODEL, name, isWanted, without: 'media needs its words given.' });
};

/** Told of only where it is named. */
const imageModel = async (): Promise<readonly Finding[]> => {
  const { CUTAWAY_IMAGE_MODEL: name } = process.env;
  if (name === undefined) return [];
  const without = 'pictures are ordered by what is said of them.';
  return [await largeModel({ what: 'Image model', kind: CLIP_MODEL, name, isWanted: true, without })];
};

const ffmpeg = (): Finding => {
  const { status } = spawnSync('ffmpeg', ['-version'], { stdio: 'ignore' });
  return status === 0
    ? { what: 'ffmpeg', state: 'ok', detail: 'installed' }
    : { what: 'ffmpeg', state: 'optional', detail: 'not installed: WAV, FLAC and MP3 are read without it, other media are refused.' };
};

const disk = (): Finding => {
  const { bavail, bsize } = statfsSync(ROOT);
  const free = bavail * bsize;
  const detail = `${(free / 1024 ** 3).toFixed(1)} GB free`;
  return free < LEAST_FREE_BYTES
    ? { what: 'Disk', state: 'missing', detail: `${detail}; 2 GB are needed.` }
    : { what: 'Disk', state: 'ok', detail };
};

/** @returns everything a local stage needs on this machine */
export const findings = async (): Promise<readonly Finding[]> => [
  node(),
  packages(),
  python(),
  emulator(),
  models(),
  await recogniser(),
  ...(await imageModel()),
  ffmpeg(),
  disk(),
];

/** @returns whether something listens on a port of this machine */
export const isPortTaken = (port: number): Promise<boolean> =>
  new Promise(done => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });

/** @returns the findings as lines for people */
export const describeFindings = (all: readonly Finding[]): string =>
  all.map(({ what, state, detail }) => `${{ ok: '✓', missing: '✗', optional: '·' }[state]} ${what.padEnd(18)} ${detail}`).join('\n');
