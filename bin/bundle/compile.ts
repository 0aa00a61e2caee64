import { join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import type { Recipe } from './recipes.ts';

/**
 * Packages that are not inlined: their code loads files of its own at run time, or, with codec-parser, their licence (LGPL)
 * asks that whoever has the whole can put another build in their place.
 */
const CARRIED = [
  'onnxruntime-node',
  'sharp',
  '@huggingface/tokenizers',
  '@huggingface/transformers',
  '@wasm-audio-decoders/flac',
  'mpg123-decoder',
  'codec-parser',
];

/** Inlined CommonJS packages call `require`, which a module does not have. */
const BANNER = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

const HOUSE: BuildOptions = {
  bundle: true,
  outExtension: { '.js': '.mjs' },
  sourcemap: 'linked',
  sourcesContent: false,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  conditions: ['module'],
  external: CARRIED,
  banner: { js: BANNER },
  metafile: true,
  logLevel: 'warning',
};

const FUNCTION: BuildOptions = {
  minify: true,
  alias: {
    // A function gets its credentials in its environment and nowhere else: the ways of laptops and instances are 150 KB of code.
    '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'function-credentials.ts'),
  },
};

const externalsOf = (output: Metafile['outputs'][string] | undefined): readonly string[] =>
  (output?.imports ?? []).flatMap(({ path, external }) => (external === true && CARRIED.includes(path) ? [path] : []));

/**
 * One esbuild call for several recipes.
 * @returns which packages each of them leaves to be carried
 */
const compile = async (
  root: string,
  dist: string,
  recipes: readonly Recipe[],
  own: BuildOptions,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const points = recipes.flatMap(({ name, entryPoints }) =>
    Object.entries(entryPoints).map(([file, source]) => ({ in: source, out: `${name}/${file}` })),
  );
  const { metafile } = await build({ ...HOUSE, ...own, metafile: true, absWorkingDir: root, entryPoints: points, outdir: dist });
  const packages = new Map(recipes.map(({ name }) => [name, new Set<string>()]));
  for (const [path, output] of Object.entries(metafile.outputs)) {
    const folder = path.split('/').at(-2) ?? '';
    for (const name of externalsOf(output)) packages.get(folder)?.add(name);
  }
  return new Map([...packages].map(([name, set]) => [name, [...set]]));
};

export const compileFunctions = (root: string, dist: string, recipes: readonly Recipe[]): Promise<ReadonlyMap<string, readonly string[]>> =>
  compile(root, dist, recipes, FUNCTION);

export const compileWorker = (root: string, dist: string, recipe: Recipe): Promise<ReadonlyMap<string, readonly string[]>> =>
  compile(root, dist, [recipe], {});
