import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { read, sourceFiles } from './repository.ts';

/** The sandbox is the only place with canned answers: nothing of the product may know it but what starts it. */
const MAY_IMPORT = ['local/stage/local-stage.ts'];

const importsOf = (path: string): readonly string[] =>
  [...read(path).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target]) => join(dirname(path), target ?? ''));

const importersOf = (folder: string): readonly string[] =>
  sourceFiles().filter(path => !path.startsWith(folder) && importsOf(path).some(target => target.startsWith(folder)));

describe('the provider sandbox', () => {
  it('is imported by nothing but what starts it, and by tests, benchmarks and drills', () => {
    const product = importersOf('local/sandbox/').filter(path => !/^(test|bench|local\/drills)\//.test(path));
    expect(product).toEqual(MAY_IMPORT);
  });

  it('imports nothing of the product: it agrees with the clients through the providers’ documents only', () => {
    const own = sourceFiles().filter(path => path.startsWith('local/sandbox/'));
    expect(own.flatMap(importsOf).filter(target => !target.startsWith('local/sandbox/'))).toEqual([]);
    expect(own.filter(path => read(path).includes("'@cutaway/"))).toEqual([]);
  });
});
