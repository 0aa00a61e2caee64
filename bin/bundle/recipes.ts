import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';

/** What one folder below `dist` is made from. */
export interface Recipe {
  /** The folder: `<area>-<name>` of a function, or `worker`. */
  readonly name: string;
  /** Sources by the name of the file they become. */
  readonly entryPoints: Readonly<Record<string, string>>;
  /** Folders of `models` that it reads at run time. */
  readonly models: readonly string[];
}

const FUNCTION_MODELS: Readonly<Record<string, readonly string[]>> = {
  'entities-plan': ['names-minilm', 'all-MiniLM-L6-v2', 'concepts'],
  'entities-link': ['all-MiniLM-L6-v2', 'linker'],
  'speech-hear-text': ['text-prior'],
  'images-rank': ['all-MiniLM-L6-v2'],
  'images-acquire': ['nsfw-mobilenet-v2'],
};
const WORKER_MODELS = ['cmu-en-us-ptm', 'text-prior', 'silero-vad-v5', 'all-MiniLM-L6-v2'];

export const WORKER = 'worker';

/** @returns one recipe for each `functions/<area>/<name>.handler.ts` */
export const functionRecipes = (root: string): readonly Recipe[] =>
  globSync('functions/*/*.handler.ts', { cwd: root })
    .sort()
    .map(path => {
      const [, area = '', file = ''] = path.split(/[/\\]/);
      const name = `${area}-${file.replace(/\.handler\.ts$/, '')}`;
      return { name, entryPoints: { index: join(root, path) }, models: FUNCTION_MODELS[name] ?? [] };
    });

/** The worker's process, and the threads it starts. */
export const workerRecipe = (root: string): Recipe => {
  const threads = globSync('core/src/speech/**/*-thread.ts', { cwd: root }).filter(path => !path.endsWith('-in-thread.ts'));
  const named = threads.map(path => [path.replace(/^.*[/\\]/, '').replace(/\.ts$/, ''), join(root, path)] as const);
  return {
    name: WORKER,
    entryPoints: { main: join(root, 'gpu-worker/src/main.ts'), ...Object.fromEntries(named) },
    models: WORKER_MODELS.filter(model => existsSync(join(root, 'models', model))),
  };
};
