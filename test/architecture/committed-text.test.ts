import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { read, repositoryFiles, ROOT } from './repository.ts';

const BINARY = /\.(onnx|bin|br|gz|wav|mp3|flac|woff|png|jpg|jpeg|webp)$/;
const texts = repositoryFiles().filter(path => !BINARY.test(path) && !path.startsWith('models/cmu-en-us-ptm/'));

const linesWith = (pattern: RegExp, paths: readonly string[] = texts): readonly string[] =>
  paths.flatMap(path =>
    readFileSync(resolve(ROOT, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );

describe('committed text', () => {
  it('names no folder of a developer’s machine', () => {
    expect(linesWith(/(?<![\w.:/-])\/(?:home|Users|root|work)\/[a-z]|[A-Z]:\\Users\\/)).toEqual([]);
  });

  it('holds nothing that looks like a secret', () => {
    const patterns = [
      /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
      /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
      /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
      /\bnpm_[A-Za-z0-9]{36}\b/,
      /\bxox[abp]-[A-Za-z0-9-]{20,}/,
      /\bAIza[0-9A-Za-z_-]{35}\b/,
      /\bctw_[A-Za-z0-9_-]{30,}/,
      /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\./,
    ];
    for (const pattern of patterns) expect(linesWith(pattern)).toEqual([]);
  });

  it('leaves it to the user’s own settings where packages come from', () => {
    expect(linesWith(/"resolved": "https?:/, ['package-lock.json'])).toEqual([]);
    expect(linesWith(/--(?:extra-)?index-url|--find-links|https?:\/\//, repositoryFiles('**/requirements*.txt'))).toEqual([]);
    expect(texts.filter(path => /(^|\/)\.(npmrc|pypirc|yarnrc)/.test(path))).toEqual([]);
  });

  it('pins every action of a workflow by its commit, with the version beside it', () => {
    const uses = linesWith(/\buses:/, repositoryFiles('.github/**/*.yml'));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter(line => !/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('pins every package to one version, so that a clone next year is the same', () => {
    const loose = repositoryFiles('**/package.json').flatMap(path => {
      const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read(path)) as Record<
        string,
        Record<string, string> | undefined
      >;
      return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
        .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map(([name, version]) => `${path}: ${name} ${version}`);
    });
    expect(loose).toEqual([]);
  });
});
