import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { carryPackages, packageTree } from './bundle/carry-packages.ts';
import { compileFunctions, compileWorker } from './bundle/compile.ts';
import { cutLockfile } from './bundle/cut-lockfile.ts';
import { AWS_PLATFORM, hostPlatform, platformName, type Platform } from './bundle/platform.ts';
import { functionRecipes, workerRecipe, type Recipe } from './bundle/recipes.ts';

const ROOT = resolve(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

/** Left out of copied models: what tests and training read. */
const NOT_AT_RUN_TIME = /(golden|parity|README|\.ts$)/;

const carryModels = ({ name, models }: Recipe, dist: string): void => {
  for (const model of models) {
    const target = join(dist, name, 'models', model);
    cpSync(join(ROOT, 'models', model), target, { recursive: true, filter: path => !NOT_AT_RUN_TIME.test(path) });
  }
};

/** Every Lambda as a folder that is deployed as it is. */
const bundleFunctions = async (dist: string, platform: Platform): Promise<void> => {
  const recipes = functionRecipes(ROOT);
  const packages = await compileFunctions(ROOT, dist, recipes);
  const tree = packageTree(ROOT, [...new Set([...packages.values()].flat())], platform);
  for (const recipe of recipes) {
    carryPackages(packages.get(recipe.name) ?? [], join(dist, recipe.name), tree, platform);
    carryModels(recipe, dist);
  }
};

/** The worker as a folder that its image is built from, and that runs as it is beside a local stage: npm brings the packages. */
const bundleWorker = async (dist: string): Promise<void> => {
  const recipe = workerRecipe(ROOT);
  const packages = await compileWorker(ROOT, dist, recipe);
  const { manifest, lockfile } = cutLockfile(ROOT, packages.get(recipe.name) ?? []);
  const folder = join(dist, recipe.name);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lockfile, null, 2));
  for (const file of ['Dockerfile', 'NOTICE']) cpSync(join(ROOT, 'gpu-worker', file), join(folder, file));
  carryModels(recipe, dist);
};

const SOURCES = '{bin/**/*.ts,core/src/**/*.ts,functions/**/*.ts,gpu-worker/**/*,models/**/*.*,package-lock.json,docs/openapi.json}';

/** A hash over everything the bundles are made from. */
const fingerprint = (platform: Platform): string => {
  const hash = createHash('sha256').update(platformName(platform));
  for (const path of globSync(SOURCES, { cwd: ROOT, exclude: path => path.includes('node_modules') }).sort()) {
    const absolute = join(ROOT, path);
    if (statSync(absolute).isFile()) hash.update(path).update(readFileSync(absolute));
  }
  return hash.digest('hex');
};

/**
 * Makes what has changed since the last time: a folder below `dist` for every Lambda and the worker. They appear all at once,
 * so a start or test beside this one never sees half of them.
 * @param platform what the binaries in them are for
 * @returns whether there was anything to do
 */
export const bundle = async (platform: Platform): Promise<boolean> => {
  const stamp = join(DIST, 'stamp');
  const current = fingerprint(platform);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return false;
  const making = join(ROOT, '.cutaway', `dist-${process.pid}`);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  await Promise.all([bundleFunctions(making, platform), bundleWorker(making)]);
  writeFileSync(join(making, 'stamp'), current);
  rmSync(DIST, { recursive: true, force: true });
  try {
    renameSync(making, DIST);
  } catch (error) {
    // Somebody else was faster, with the same result.
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== current) throw error;
  }
  return true;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { for: { type: 'string', default: 'host' } } });
  await bundle(values.for === 'aws' ? AWS_PLATFORM : hostPlatform());
}
