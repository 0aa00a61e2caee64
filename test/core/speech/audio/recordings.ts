import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAudio } from '../../../../core/src/speech/audio/open-audio.ts';
import type { MediaInfo } from '../../../../core/src/speech/media-info.ts';

/** Folder of one test file; what it makes goes with `remove`. */
export const scratch = mkdtempSync(join(tmpdir(), 'audio-'));
export const removeScratch = (): void => rmSync(scratch, { recursive: true, force: true });

let count = 0;

/** @returns path of a new file with these bytes; its name says nothing */
export const fileOf = (bytes: Uint8Array): string => {
  const path = join(scratch, `recording-${++count}`);
  writeFileSync(path, bytes);
  return path;
};

const LIMITS = { maxDurationMs: 60_000 };

export interface Listened {
  readonly info: MediaInfo;
  readonly samples: Float32Array;
}

/** Opens a recording and hears it to its end. */
export const listen = async (path: string, limits = LIMITS): Promise<Listened> => {
  const audio = await openAudio(path, limits);
  const blocks: Float32Array[] = [];
  for await (const block of audio.blocks()) blocks.push(block);
  const samples = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    samples.set(block, at);
    at += block.length;
  }
  return { info: audio.info, samples };
};

/** @returns `seconds` of a tone of 220 Hz, peak .5 */
export const tone = (seconds: number, sampleRate: number): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 220 * i) / sampleRate));

/** Root mean square of the difference, beside the first's own. */
export const difference = (wanted: Float32Array, got: Float32Array): number => {
  let [error, power] = [0, 0];
  for (let i = 0; i < wanted.length; i++) {
    error += (wanted[i]! - (got[i] ?? 0)) ** 2;
    power += wanted[i]! ** 2;
  }
  return Math.sqrt(error / power);
};

/** Runs ffmpeg to make a file. @param name with the extension that says the container @returns its path */
export const madeByFfmpeg = (name: string, options: readonly string[]): string => {
  const path = join(scratch, name);
  const { status, stderr } = spawnSync('ffmpeg', ['-y', '-v', 'error', '-nostdin', ...options, path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ffmpeg could not make ${name}: ${stderr}`);
  return path;
};
