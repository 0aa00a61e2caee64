import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import * as z from 'zod';

const ROOT = resolve(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const WORKER = 'worker';

/** What a bundle carries beside its code: packages with binaries, and models. Everything else is inlined. */
const CARRIED: Readonly<Record<string, { readonly packages: readonly string[]; readonly models: readonly string[] }>> = {
  'entities-plan': { packages: ['onnxruntime-node', '@huggingface/tokenizers'], models: ['names-minilm', 'all-MiniLM-L6-v2', 'concepts'] },
  'entities-link': { packages: ['onnxruntime-node', '@huggingface/tokenizers'], models: ['all-MiniLM-L6-v2', 'linker'] },
  'speech-hear-text': { packages: [], models: ['text-prior'] },
  'images-acquire': { packages: ['sharp'], models: [] },
  [WORKER]: { packages: [], models: [] },
};

/** Packages whose code loads files of its own at run time and so cannot be inlined. */
const EXTERNAL = [
  'onnxruntime-node',
  'sharp',
  '@huggingface/tokenizers',
  '@huggingface/transformers',
  '@wasm-audio-decoders/flac',
  'mpg123-decoder',
];

/** Left out of copied models: what only tests read. */
const NOT_AT_RUN_TIME = /(golden|parity|README)/;

const Package = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

const PLATFORM = process.platform;
const CPU = process.arch;
/** Optional packages name their platform; of those only this machine's is carried. */
const isOtherPlatform = (name: string): boolean =>
  /-(linux|darwin|win32|freebsd|linuxmusl|wasm32|webcontainers)/.test(name) &&
  !(name.includes(`-${PLATFORM}-${CPU}`) && !name.includes('musl'));

/** onnxruntime-node carries the binaries of every platform, each in a folder of its own. */
const isForThisMachine = (path: string): boolean => {
  const [top, , platform = PLATFORM, cpu = CPU] = path.split(sep);
  return top !== 'bin' || (platform === PLATFORM && cpu === CPU);
};

const packageFolder = (name: string, from: string): string | null => {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return null;
  }
};

/** Copies a package and what it depends on; of binaries only those of this platform. */
const carryPackage = (name: string, target: string, from: string, seen: Set<string>): void => {
  if (seen.has(name)) return;
  seen.add(name);
  const folder = packageFolder(name, from);
  if (folder === null) return;
  const wanted = (path: string): boolean => isForThisMachine(relative(folder, path)) && !/\.(md|map|d\.ts|d\.mts|d\.cts)$/.test(path);
  cpSync(folder, join(target, 'node_modules', name), { recursive: true, dereference: true, filter: wanted });
  const { dependencies, optionalDependencies } = Package.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) {
    if (!isOtherPlatform(dependency)) carryPackage(dependency, target, folder, seen);
  }
};

const carry = (name: string): void => {
  const { packages, models } = CARRIED[name] ?? { packages: [], models: [] };
  const target = join(DIST, name);
  const seen = new Set(['global-agent', 'adm-zip', 'onnxruntime-web']);
  for (const dependency of packages) carryPackage(dependency, target, ROOT, seen);
  for (const model of models) {
    cpSync(join(ROOT, 'models', model), join(target, 'models', model), { recursive: true, filter: path => !NOT_AT_RUN_TIME.test(path) });
  }
};

const entries = (): Record<string, string> => {
  const handlers = globSync('functions/*/*.handler.ts', { cwd: ROOT }).sort();
  const named = handlers.map(
    path =>
      [
        path
          .replace(/^functions\//, '')
          .replace(/\.handler\.ts$/, '')
          .replace('/', '-'),
        join(ROOT, path),
      ] as const,
  );
  return Object.fromEntries(named);
};

const BANNER = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** One esbuild call for every Lambda: a folder each under `dist`, `index.mjs` inside. */
const bundleFunctions = async (): Promise<void> => {
  const points = entries();
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(Object.entries(points).map(([name, path]) => [`${name}/index`, path])),
    outdir: DIST,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    conditions: ['module'],
    external: EXTERNAL,
    banner: { js: BANNER },
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(join(DIST, 'meta.json'), JSON.stringify(result.metafile));
  for (const name of Object.keys(points)) carry(name);
};

/** The worker's process, and the threads it starts, as plain files; its packages come from the image's own `node_modules`. */
const bundleWorker = async (): Promise<void> => {
  const main = join(ROOT, 'gpu-worker/src/main.ts');
  if (!existsSync(main)) return;
  await build({
    absWorkingDir: ROOT,
    entryPoints: {
      main,
      ...Object.fromEntries(
        globSync('core/src/speech/**/*-thread.ts', { cwd: ROOT, exclude: path => path.endsWith('-in-thread.ts') }).map(path => [
          path.replace(/^.*\//, '').replace(/\.ts$/, ''),
          join(ROOT, path),
        ]),
      ),
    },
    outdir: join(DIST, WORKER),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    external: EXTERNAL,
    banner: { js: BANNER },
    logLevel: 'warning',
  });
};

const SOURCES =
  '{bin/bundle.ts,core/src/**/*.ts,functions/**/*.ts,gpu-worker/src/**/*.ts,models/**/*.*,package-lock.json,docs/openapi.json}';

/** A hash over everything a bundle is made from. */
const fingerprint = (): string => {
  const hash = createHash('sha256');
  for (const path of globSync(SOURCES, { cwd: ROOT }).sort()) {
    const absolute = join(ROOT, path);
    if (statSync(absolute).isFile()) hash.update(path).update(readFileSync(absolute));
  }
  return hash.digest('hex');
};

/** Bundles what has changed since the last time. @returns whether there was anything to do */
export const bundle = async (): Promise<boolean> => {
  const stamp = join(DIST, 'stamp');
  const current = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return false;
  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(DIST, { recursive: true });
  await Promise.all([bundleFunctions(), bundleWorker()]);
  writeFileSync(stamp, current);
  return true;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await bundle();
