import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { bundle } from '../../bin/bundle.ts';
import { AWS_PLATFORM, hostPlatform, platformName } from '../../bin/bundle/platform.ts';
import { functionRecipes, WORKER } from '../../bin/bundle/recipes.ts';
import { committed } from '../support/fixtures.ts';

/** Functions that stages say hold binaries: the others run on the cheaper arm64, whatever machine made them. */
const ON_X86 = ['entities-link', 'entities-plan', 'images-acquire', 'images-own-api', 'images-rank'];

/** What Lambda takes, unzipped. */
const MOST_BYTES = 250 * 1024 ** 2;
/** Amazon Linux 2023, on which Lambda's Node 24 runs, has glibc 2.34. */
const GLIBC_MINOR = 34;

const functions = functionRecipes(committed('.')).map(({ name }) => name);
const filesOf = (name: string): readonly string[] =>
  globSync(`dist/${name}/**/*`, { cwd: committed('.') }).filter(path => statSync(committed(path)).isFile());

const head = (path: string, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  readSync(openSync(path, 'r'), buffer);
  return buffer;
};
const isElf = (path: string): boolean => head(path, 4).equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]));
const isForeign = (path: string): boolean =>
  ['cffaedfe', 'cafebabe', '4d5a'].some(magic => head(path, 4).toString('hex').startsWith(magic));

/** e_machine of an ELF header. */
const X86_64 = 0x3e;

beforeAll(() => bundle(AWS_PLATFORM), 300_000);

describe.each(functions)('the bundle %s', name => {
  it('holds its handler, and fits into what Lambda takes', () => {
    const files = filesOf(name);
    expect(files).toContain(`dist/${name}/index.mjs`);
    const bytes = files.reduce((sum, path) => sum + statSync(committed(path)).size, 0);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  it('holds binaries for Linux on x86_64 only, that its operating system can load, and none unless its stage says so', () => {
    const candidates = filesOf(name).filter(path => /\.(node|so(\.\d+)*|dylib|dll|exe|bin)$/.test(path));
    expect(candidates.filter(path => isForeign(committed(path)))).toEqual([]);
    const binaries = filesOf(name).filter(path => isElf(committed(path)));
    expect(binaries.length > 0).toBe(ON_X86.includes(name));
    for (const path of binaries) {
      const content = readFileSync(committed(path));
      expect(content.readUInt16LE(18)).toBe(X86_64);
      const needed = [...content.toString('latin1').matchAll(/\0GLIBC_2\.(\d+)(?:\.\d+)?(?=\0)/g)].map(([, minor]) => Number(minor));
      expect({ path, fits: Math.max(0, ...needed) <= GLIBC_MINOR }).toEqual({ path, fits: true });
    }
  });

  it('holds nothing that only tests, training and people read', () => {
    expect(filesOf(name).filter(path => /(golden|parity|README|\.d\.ts$|models\/.*\.ts$)/.test(path))).toEqual([]);
  });
});

describe('every bundle', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'cutaway-bundles-'));
  afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));
  const runsHere = platformName(hostPlatform()) === platformName(AWS_PLATFORM);

  it('starts by itself, with nothing of the project around it', () => {
    const started = functions
      .filter(name => runsHere || !ON_X86.includes(name))
      .map(name => {
        cpSync(committed(`dist/${name}`), join(elsewhere, name), { recursive: true });
        const script = `const { handler } = await import('./index.mjs'); console.log(typeof handler)`;
        const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
          cwd: join(elsewhere, name),
          env: { PATH: process.env.PATH ?? '', POWERTOOLS_DEV: 'false' },
          encoding: 'utf8',
        });
        rmSync(join(elsewhere, name), { recursive: true, force: true });
        return `${name}: ${stdout.trim()}${stderr.trim()}`;
      });
    expect(started).toEqual(started.map(line => line.replace(/: .*$/s, ': function')));
  }, 120_000);
});

describe('the worker’s bundle', () => {
  const Manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

  it('is a folder that its image is built from: program, packages to install, notices', () => {
    for (const file of ['main.mjs', 'package.json', 'package-lock.json', 'Dockerfile', 'NOTICE'])
      expect(filesOf(WORKER)).toContain(`dist/${WORKER}/${file}`);
  });

  it('asks npm for every package that it imports and does not hold', () => {
    const { dependencies } = Manifest.parse(JSON.parse(readFileSync(committed(`dist/${WORKER}/package.json`), 'utf8')));
    const imported = filesOf(WORKER)
      .filter(path => path.endsWith('.mjs'))
      .flatMap(path =>
        [...readFileSync(committed(path), 'utf8').matchAll(/^import (?:.* from )?"([^"./][^"]*)";$/gm)].map(([, name = '']) => name),
      )
      .filter(name => !isBuiltin(name));
    const packages = new Set(
      imported.map(name =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
    );
    expect([...packages].filter(name => !(name in dependencies))).toEqual([]);
    expect(Object.keys(dependencies)).not.toEqual([]);
  });
});
