import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const WINDOWS = process.platform === 'win32';
const REQUIREMENTS = resolve(import.meta.dirname, 'requirements.txt');

export const PYTHON_NEEDED =
  'Python 3.10 to 3.13 with the venv module is needed for the local AWS emulator (Debian, Ubuntu: apt install python3-venv). Set PYTHON to choose one.';

/** @returns the first interpreter that is new enough and can make virtual environments, or null */
export const findPython = (): string | null => {
  const candidates = [process.env.PYTHON, 'python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
  for (const candidate of candidates) {
    if (candidate === undefined) continue;
    try {
      execFileSync(candidate, ['-c', 'import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))'], {
        stdio: 'ignore',
      });
      return candidate;
    } catch {
      continue;
    }
  }
  return null;
};

const venvOf = (home: string): { readonly folder: string; readonly python: string; readonly complete: string } => {
  const digest = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const folder = resolve(home, `venv-${digest}`);
  return { folder, python: join(folder, WINDOWS ? 'Scripts/python.exe' : 'bin/python'), complete: join(folder, '.complete') };
};

/** @returns whether the emulator of this version is installed below `home` */
export const isInstalled = (home: string): boolean => existsSync(venvOf(home).complete);

/**
 * Installs the emulator into a virtual environment of the project's own, once per content of `requirements.txt`; a
 * half-made one is thrown away. This is the only step of the local stage that uses the network.
 * @returns the environment's interpreter
 */
export const installEmulator = (home: string): string => {
  const venv = venvOf(home);
  if (existsSync(venv.complete)) return venv.python;
  const python = findPython();
  if (python === null) throw new Error(PYTHON_NEEDED);
  rmSync(venv.folder, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const quiet: ExecFileSyncOptions = { stdio: ['ignore', 'ignore', 'pipe'] };
  execFileSync(python, ['-m', 'venv', venv.folder], quiet);
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--only-binary=:all:',
    '--require-hashes',
    '-r',
    REQUIREMENTS,
  ];
  execFileSync(venv.python, pip, quiet);
  writeFileSync(venv.complete, '');
  return venv.python;
};
