import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { read, repositoryFiles, ROOT, sourceFiles } from './repository.ts';

const lines = (path: string): number => read(path).split('\n').length;
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const megabytes = (path: string): number => statSync(resolve(ROOT, path)).size / 1024 ** 2;

const product = sourceFiles().filter(path => !path.startsWith('test/'));

describe('sizes', () => {
  it('keep rooms small: half of the files have fewer than 80 lines', () => {
    expect(median(product.map(lines))).toBeLessThan(80);
  });

  it('have exceptions only in the lint configuration, where they can be counted', () => {
    expect(sourceFiles().filter(path => /^\s*(?:\/\/|\/\*|\*).*(?:eslint-disable|@ts-ignore|@ts-nocheck)/m.test(read(path)))).toEqual([]);
  });

  it('allow at most one type assertion in a thousand lines of product code', () => {
    const assertions = product.flatMap(path => [...read(path).matchAll(/\bas (?!const\b|\w+,|\w+ \}|\* )[A-Z{(]/g)].map(() => path));
    expect(assertions.length).toBeLessThan(product.map(lines).reduce((sum, count) => sum + count, 0) / 1_000);
  });

  it('keep a clone small: no file above 25 MB, and the models the product brings below 80 MB', () => {
    expect(repositoryFiles().filter(path => megabytes(path) > 25)).toEqual([]);
    expect(repositoryFiles('models/**/*').reduce((sum, path) => sum + megabytes(path), 0)).toBeLessThan(80);
  });
});
