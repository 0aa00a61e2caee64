import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as z from 'zod';
import { cutLockfile } from './cut-lockfile.ts';
import { binariesOfOthers, hostPlatform, PlatformBound, platformName, runsOn, type Platform } from './platform.ts';

const Package = PlatformBound.extend({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

/** What only install scripts load. */
const NOT_AT_RUN_TIME = new Set(['adm-zip', 'global-agent']);
const NOT_CODE = /\.(md|map|d\.ts|d\.mts|d\.cts)$/;

const packageFolder = (name: string, from: string, tree: string): string | null => {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return candidate;
    if (folder === tree) return null;
  }
};

/**
 * A folder with those packages installed for a platform. This machine's are in the project already; another's are fetched by
 * npm, once, from the versions and checksums of our lockfile.
 * @param root the project's folder
 */
export const packageTree = (root: string, names: readonly string[], platform: Platform): string => {
  if (platformName(platform) === platformName(hostPlatform())) return root;
  const { manifest, lockfile } = cutLockfile(root, names);
  const digest = createHash('sha256').update(JSON.stringify(lockfile)).digest('hex').slice(0, 12);
  const tree = join(root, '.cutaway/packages', `${platformName(platform)}-${digest}`);
  if (existsSync(tree)) return tree;
  const making = `${tree}-${process.pid}`;
  mkdirSync(making, { recursive: true });
  writeFileSync(join(making, 'package.json'), JSON.stringify(manifest, null, 2));
  writeFileSync(join(making, 'package-lock.json'), JSON.stringify(lockfile, null, 2));
  const { os, cpu, libc } = platform;
  const options = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `--os=${os}`,
    `--cpu=${cpu}`,
    ...(libc === null ? [] : [`--libc=${libc}`]),
  ];
  execFileSync('npm', ['ci', ...options], { cwd: making, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  rmSync(tree, { recursive: true, force: true });
  renameSync(making, tree);
  return tree;
};

/** Copies packages and what they depend on to `<target>/node_modules`; of binaries only those of the platform. */
export const carryPackages = (names: readonly string[], target: string, tree: string, platform: Platform): void => {
  const seen = new Set<string>();
  const carry = (name: string, from: string): void => {
    const folder = NOT_AT_RUN_TIME.has(name) ? null : packageFolder(name, from, tree);
    if (folder === null || seen.has(folder)) return;
    seen.add(folder);
    const { dependencies, optionalDependencies, ...bound } = Package.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    if (!runsOn(bound, platform)) return;
    const wanted = (path: string): boolean => !binariesOfOthers(relative(folder, path), platform) && !NOT_CODE.test(path);
    const place = relative(tree, folder);
    // One that lies in the folder of another has come along with that.
    if (!existsSync(join(target, place))) cpSync(folder, join(target, place), { recursive: true, dereference: true, filter: wanted });
    for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) carry(dependency, folder);
  };
  for (const name of names) carry(name, tree);
};
