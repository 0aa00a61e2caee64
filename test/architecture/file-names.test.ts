import { basename, dirname } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { read, sourceFiles } from './repository.ts';

const code = sourceFiles();

/** `acquire-image`, `api.handler`, `dynamo-job-store.int.test`, and steps of migrations, which begin with their date. */
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.(env|deps|handler|test|int\.test|e2e\.test|d))?\.ts$/;

/** Names that say nothing: whatever lies there has a better place. */
const EMPTY_WORDS = ['utils', 'util', 'helpers', 'helper', 'services', 'dtos', 'common', 'misc', 'shared', 'lib-utils'];

describe('file names', () => {
  it('are in kebab-case, with their role at the end', () => {
    expect(code.map(path => basename(path)).filter(name => !NAME.test(name) && name !== 'openapi-ts.config.ts')).toEqual([]);
  });

  it('say what is inside: no folder and no file of odds and ends', () => {
    expect(
      code.filter(path =>
        path
          .replace(/\.ts$/, '')
          .split('/')
          .some(word => EMPTY_WORDS.includes(word)),
      ),
    ).toEqual([]);
  });

  it('keep adapters beside the port they fulfil', () => {
    const adapters = code.filter(path => /^core\/src\/\w+\/dynamo-[a-z-]+-store\.ts$/.test(path));
    expect(adapters.length).toBeGreaterThan(5);
    expect(adapters.filter(path => !code.includes(path.replace('/dynamo-', '/')))).toEqual([]);
  });

  it('put a test where what it tests is: the folders below test are folders of the tree', () => {
    const outsideTheTree = ['test/architecture', 'test/support', 'test/fixtures', 'test/e2e'];
    const folders = new Set(code.filter(path => /\.test\.ts$/.test(path)).map(path => dirname(path)));
    const sources = new Set(code.filter(path => !path.startsWith('test/')).flatMap(path => ancestors(dirname(path))));
    const inTheTree = (folder: string): boolean => {
      const mirrored = folder.replace(/^test\//, '');
      return sources.has(mirrored) || sources.has(mirrored.replace(/^(core|gpu-worker)/, '$1/src'));
    };
    expect([...folders].filter(folder => !outsideTheTree.some(other => folder.startsWith(other)) && !inTheTree(folder))).toEqual([]);
  });

  it('tell tests that need the emulator from those that need nothing', () => {
    const needsEmulator = code.filter(path => path.endsWith('.test.ts') && /\buseEmulator\(|\bstartEmulator\(/.test(read(path)));
    expect(needsEmulator.filter(path => !/\.(int|e2e)\.test\.ts$/.test(path))).toEqual([]);
  });
});

const ancestors = (folder: string): readonly string[] => folder.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
