import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { cutLockfile } from '../../../bin/bundle/cut-lockfile.ts';
import { committed } from '../../support/fixtures.ts';

const Cut = z.object({ packages: z.record(z.string(), z.looseObject({ dependencies: z.record(z.string(), z.string()).optional() })) });

const projectWith = (packages: Record<string, unknown>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-lockfile-'));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ overrides: { c: 'npm:empty@1' } }));
  return folder;
};

describe('a lockfile cut out of another', () => {
  const root = projectWith({
    '': { name: 'whole', dependencies: { a: '^1', unrelated: '^1' } },
    'node_modules/a': { version: '1.2.3', integrity: 'sha512-a', dependencies: { '@scope/b': '^1', c: '^2' } },
    'node_modules/@scope/b': { version: '1.0.0', optionalDependencies: { 'c-linux': '1', 'c-darwin': '1' } },
    'node_modules/c': { version: '1.0.0' },
    'node_modules/a/node_modules/c': { version: '2.0.0', dependencies: { c: '^2' } },
    'node_modules/c-linux': { version: '1.0.0', os: ['linux'], optional: true },
    'node_modules/c-darwin': { version: '1.0.0', os: ['darwin'], optional: true },
    'node_modules/unrelated': { version: '9.0.0' },
  });
  const { manifest, lockfile } = cutLockfile(root, ['a']);
  const { packages } = Cut.parse(lockfile);

  it('has what the packages need, of every platform, nearest first, and nothing else', () => {
    expect(Object.keys(packages)).toEqual([
      '',
      'node_modules/@scope/b',
      'node_modules/a',
      'node_modules/a/node_modules/c',
      'node_modules/c-darwin',
      'node_modules/c-linux',
    ]);
  });

  it('keeps versions and checksums, and asks for exactly them', () => {
    expect(packages['node_modules/a']).toMatchObject({ version: '1.2.3', integrity: 'sha512-a' });
    expect(packages['']?.dependencies).toEqual({ a: '1.2.3' });
    expect(manifest).toMatchObject({ dependencies: { a: '1.2.3' }, private: true });
  });

  it('puts in the place of packages what the other does', () => {
    expect(manifest).toMatchObject({ overrides: { c: 'npm:empty@1' } });
  });

  it('is refused where the other does not have a package', () => {
    expect(() => cutLockfile(root, ['nothing'])).toThrow('no package nothing');
  });

  it('of this project has a checksum for everything that npm will fetch', () => {
    const real = Cut.parse(cutLockfile(committed('.'), ['sharp', 'onnxruntime-node', '@huggingface/tokenizers']).lockfile);
    const fetched = Object.entries(real.packages).filter(([location]) => location !== '');
    expect(fetched.length).toBeGreaterThan(20);
    expect(fetched.filter(([, { integrity }]) => typeof integrity !== 'string').map(([location]) => location)).toEqual([]);
    expect(readFileSync(committed('package-lock.json'), 'utf8')).toContain(String(real.packages['node_modules/sharp']?.['integrity']));
  });
});
