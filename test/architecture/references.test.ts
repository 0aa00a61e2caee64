import { existsSync, globSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { read, repositoryFiles, ROOT, sourceFiles } from './repository.ts';

const documents = repositoryFiles('**/*.md');
const code = [...sourceFiles(), ...repositoryFiles('**/*.mjs'), ...repositoryFiles('.github/**/*.yml')];

/** Repository paths: a top-level folder, then names; a placeholder (`<area>`, `*`) ends what can be looked up. */
const PATH =
  /(?<![\w./@<>-])(?:bin|lib|functions|core|gpu-worker|local|samples|models|docs|test|cli|bench|truth)\/[\w./-]*[\w/](?!\w*[<>])/g;

/** Comments of a source file, joined; strings that look like comments are rare and harmless. */
const comments = (path: string): string => [...read(path).matchAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm)].map(([text]) => text).join('\n');

/** Documents, comments, and the pages that messages send people to. */
const proseOf = (path: string): string =>
  path.endsWith('.md') ? read(path) : [comments(path), ...(read(path).match(/\bdocs\/[\w/-]+\.md\b/g) ?? [])].join('\n');

const exists = (path: string, from: string): boolean =>
  existsSync(resolve(ROOT, path)) ||
  existsSync(resolve(ROOT, dirname(from), path)) ||
  // A module is named without its extension.
  ['.ts', '.md'].some(extension => existsSync(resolve(ROOT, path + extension)));

const dangling = (paths: readonly string[], find: (path: string) => readonly string[]): readonly string[] =>
  paths.flatMap(path => find(path).map(reference => `${path}: ${reference}`));

const pathsNamedIn = (path: string): readonly string[] =>
  [...proseOf(path).matchAll(PATH)].map(([reference]) => reference.replace(/[.,]$/, ''));

const linksOf = (path: string): readonly string[] =>
  [...read(path).matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g)].map(([, target]) => target ?? '');

/** `../` in a document: relative to it, and inside the repository. */
const climbing = (path: string): readonly string[] =>
  [...read(path).matchAll(/(?<=[`(])\.\.\/[\w./-]*\w/g)]
    .map(([target]) => target)
    .filter(target => !exists(join(dirname(path), target), path));

const capitals = new Set(
  sourceFiles().flatMap(path => [...read(path).matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g)].map(([name]) => name)),
);

const adrs = globSync('docs/adr/*.md', { cwd: ROOT })
  .map(path => path.slice('docs/adr/'.length))
  .sort();

describe('what is named exists', () => {
  it('every repository path in a comment or a document', () => {
    const found = dangling([...documents, ...code], path => pathsNamedIn(path).filter(reference => !exists(reference, path)));
    expect(found).toEqual([]);
  });

  it('every link from one document to another file', () => {
    expect(dangling(documents, path => linksOf(path).filter(target => !exists(join(dirname(path), target), path)))).toEqual([]);
  });

  it('every path that leaves a document’s folder', () => {
    expect(dangling(documents, climbing)).toEqual([]);
  });

  it('every number of a decision', () => {
    const numbers = new Set(adrs.map(name => name.slice(0, 4)));
    const named = (path: string): readonly string[] =>
      [...proseOf(path).matchAll(/\bADR[ -]?(\d{4})\b/g)].map(([, number]) => number ?? '');
    expect(dangling([...documents, ...code], path => named(path).filter(number => !numbers.has(number)))).toEqual([]);
  });

  it('every error code, environment variable and constant in a document', () => {
    const named = (path: string): readonly string[] =>
      [...read(path).matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g)].map(([, name]) => name ?? '');
    expect(dangling(documents, path => named(path).filter(name => !capitals.has(name)))).toEqual([]);
  });

  it('every command of npm in a document or a message', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const named = (path: string): readonly string[] =>
      [...read(path).matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, name]) => name ?? '');
    expect(dangling([...documents, ...code], path => named(path).filter(name => scripts[name] === undefined))).toEqual([]);
  });

  it('every benchmark, drill and training that a document calls by name', () => {
    const registries = { bench: 'bench/main.ts', drill: 'local/drills/main.ts', train: 'models/train.ts' } as const;
    const known = (kind: string, name: string): boolean =>
      Object.entries(registries).some(([script, path]) => script === kind && new RegExp(`^ {2}'?${name}'?:`, 'm').test(read(path)));
    const named = (path: string): readonly string[] =>
      [...read(path).matchAll(/\bnpm run (bench|drill|train) -- ([a-z][\w-]*)/g)]
        .filter(([, kind, name]) => !known(kind ?? '', name ?? ''))
        .map(([call]) => call);
    expect(dangling([...documents, ...code], named)).toEqual([]);
  });
});

describe('the map in the README', () => {
  it('has every folder at the top, and no other', () => {
    const folders = [...new Set(repositoryFiles().flatMap(path => /^\w[\w-]*\//.exec(path) ?? []))];
    const mapped = [...read('README.md').matchAll(/^(\w[\w-]*\/) {2,}\S/gm)].map(([, folder]) => folder ?? '');
    expect([...mapped].sort()).toEqual([...folders].sort());
    expect(mapped.length).toBeLessThanOrEqual(14);
  });
});

describe('decisions', () => {
  it('are numbered without gap or double', () => {
    expect(adrs.map(name => name.slice(0, 4)).sort()).toEqual(adrs.map((_, index) => String(index + 1).padStart(4, '0')));
  });

  it('say what was the case, what was decided, what follows and what keeps it', () => {
    for (const name of adrs) {
      const headings = [...read(`docs/adr/${name}`).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      expect([name, headings]).toEqual([name, ['Context', 'Decision', 'Consequences', 'Kept by']]);
    }
  });
});
