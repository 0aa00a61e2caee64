import { spawn } from 'node:child_process';
import { AppError } from '../../errors/app-error.ts';

/** Names or absolute paths of the two programs. */
export interface FfmpegPrograms {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

/** Where the operating system and its package manager put them. */
export const INSTALLED_FFMPEG: FfmpegPrograms = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' };

/** All the environment the programs see: where to look for themselves. */
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin' };
/** Largest single allocation, bytes. */
const MOST_ALLOCATED = 512 * 1_024 * 1_024;
/** Of what the programs complain about, characters kept for the operator. */
const MOST_COMPLAINT = 2_000;

/** What a run may cost. */
export interface JailLimits {
  readonly milliseconds: number;
  readonly outputBytes: number;
}

/**
 * Options before the input that keep a hostile file in: no protocol but files, only the demuxer its bytes call for, no
 * guessing. The path is given as `file:…`, so that no name is taken for an address or an option.
 */
export const jailedInput = (path: string, demuxer: string): string[] => [
  '-protocol_whitelist',
  'file,pipe',
  '-format_whitelist',
  demuxer,
  '-max_alloc',
  String(MOST_ALLOCATED),
  '-f',
  demuxer,
  '-i',
  `file:${path}`,
];

const isMissing = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

/** The program ended with an error; `complaint` is what it wrote about it. */
export class FfmpegFailure extends Error {
  override readonly name = 'FfmpegFailure';
  readonly complaint: string;

  constructor(complaint: string) {
    super(`ffmpeg failed: ${complaint}`);
    this.complaint = complaint;
  }
}

/**
 * Runs ffmpeg or ffprobe and streams what it writes. The child gets no input, no environment and limits in time and output;
 * it is killed when the reader stops.
 * @param missing what to tell the user where the program is not installed
 * @throws AppError `MEDIA_UNSUPPORTED` where it is missing or writes too much, `TIMED_OUT`; FfmpegFailure where it fails
 */
export async function* runJailed(program: string, options: readonly string[], limits: JailLimits, missing: string): AsyncGenerator<Buffer> {
  const child = spawn(program, options, {
    env: ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), limits.milliseconds);
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(-MOST_COMPLAINT)));
  const { promise: ended, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject).on('close', resolve);
  ended.catch(() => undefined);
  try {
    let written = 0;
    const output: AsyncIterable<Buffer> = child.stdout;
    for await (const block of output) {
      written += block.length;
      if (written > limits.outputBytes)
        throw new AppError('MEDIA_UNSUPPORTED', { detail: 'The file unpacks to far more than it should hold.' });
      yield block;
    }
    const code = await ended;
    if (code === null)
      throw new AppError('TIMED_OUT', { detail: 'Reading the media took too long.', internal: `${program}: ${complaint}` });
    if (code !== 0) throw new FfmpegFailure(complaint);
  } catch (error) {
    if (isMissing(error)) throw new AppError('MEDIA_UNSUPPORTED', { detail: missing, cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}
