import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** What is made by tools or installed, as `.gitignore` has it, and generated code, which keeps house by its own rules. */
const NOT_OURS = new Set(['node_modules', 'dist', 'cdk.out', '.cutaway', 'coverage', '.git']);

/** @returns every file of the repository whose path fits the pattern, relative to its root, sorted */
export const repositoryFiles = (pattern = '**/*'): readonly string[] =>
  globSync([pattern, pattern.startsWith('**/') ? `.{ci,github}/${pattern}` : pattern], {
    cwd: ROOT,
    exclude: entry => NOT_OURS.has(entry.name),
    withFileTypes: true,
  })
    .filter(entry => entry.isFile())
    .map(entry => resolve(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .filter((path, index, all) => all.indexOf(path) === index)
    .sort();

/** @returns the TypeScript that people write here, without the generated client */
export const sourceFiles = (): readonly string[] => repositoryFiles('**/*.ts').filter(path => !path.startsWith('cli/client/'));

export const read = (path: string): string => readFileSync(resolve(ROOT, path), 'utf8');

/** @returns names of the folders and of the files without `.ts` directly below a folder of the repository */
export const namesIn = (folder: string): readonly string[] =>
  globSync('*', { cwd: resolve(ROOT, folder) })
    .map(name => basename(name, '.ts'))
    .sort();
