import { globSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { carryPackages, packageTree } from '../../../bin/bundle/carry-packages.ts';
import { AWS_PLATFORM, hostPlatform } from '../../../bin/bundle/platform.ts';

const tree = mkdtempSync(join(tmpdir(), 'cutaway-tree-'));
const put = (path: string, content: object | string): void => {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), typeof content === 'string' ? content : JSON.stringify(content));
};

put('node_modules/pictures/package.json', {
  dependencies: { helper: '1', 'adm-zip': '1' },
  optionalDependencies: { 'pictures-linux': '1', 'pictures-darwin': '1', 'not-installed': '1' },
});
for (const file of ['index.js', 'README.md', 'index.d.ts', 'index.js.map', 'bin/v1/linux/x64/a.node', 'bin/v1/darwin/arm64/a.node'])
  put(`node_modules/pictures/${file}`, '');
put('node_modules/pictures/node_modules/helper/package.json', { version: '2.0.0' });
put('node_modules/helper/package.json', { version: '1.0.0' });
put('node_modules/adm-zip/package.json', {});
put('node_modules/pictures-linux/package.json', { os: ['linux'], cpu: ['x64'], libc: ['glibc'] });
put('node_modules/pictures-darwin/package.json', { os: ['darwin'], cpu: ['arm64'] });

describe('packages that cannot be inlined', () => {
  const target = mkdtempSync(join(tmpdir(), 'cutaway-carried-'));
  carryPackages(['pictures'], target, tree, AWS_PLATFORM);
  const files = globSync('node_modules/**/*.*', { cwd: target }).sort();

  it('are carried with what they need at run time, for one platform, without what only people and tools read', () => {
    expect(files).toEqual([
      'node_modules/pictures-linux/package.json',
      'node_modules/pictures/bin/v1/linux/x64/a.node',
      'node_modules/pictures/index.js',
      'node_modules/pictures/node_modules/helper/package.json',
      'node_modules/pictures/package.json',
    ]);
  });
});

describe('where packages are taken from', () => {
  it('is the project itself for this machine, which has them already', () => {
    expect(packageTree(tree, ['pictures'], hostPlatform())).toBe(tree);
  });
});
