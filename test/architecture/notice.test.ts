import { globSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { read, repositoryFiles, ROOT } from './repository.ts';

const notice = read('NOTICE');

/** Folders of what others made, or what was made from it; code of ours among it needs no credit. */
const BROUGHT = ['models/*/', 'test/fixtures/*/', 'local/sandbox/{font,knowledge}/', 'samples/', 'truth/'].flatMap(pattern =>
  globSync(pattern, { cwd: ROOT }).map(folder => folder.replace(/\/$/, '')),
);
const withData = BROUGHT.filter(folder => repositoryFiles(`${folder}/**/*`).some(path => !/\.(ts|py|md)$/.test(path)));

describe('the notice', () => {
  it.each(withData)('says where %s comes from', folder => {
    expect(notice).toMatch(new RegExp(`^${folder}$`, 'm'));
  });

  it('credits nothing that is not here', () => {
    const credited = [...notice.matchAll(/^((?:models|local|test|samples|truth)[\w/-]*)$/gm)].map(([, folder]) => folder);
    expect(credited.filter(folder => !withData.includes(folder ?? ''))).toEqual([]);
  });

  it('comes with the licence that package.json names', () => {
    const { license } = JSON.parse(read('package.json')) as { readonly license: string };
    expect(license).toBe('Apache-2.0');
    expect(read('LICENSE')).toContain('Apache License\n                           Version 2.0, January 2004');
  });

  it('names every installed package under a licence that asks for more than credit', () => {
    const installed = JSON.parse(read('package-lock.json')) as {
      readonly packages: Record<string, { readonly license?: string }>;
    };
    const asking = Object.entries(installed.packages).filter(([, { license = '' }]) => /GPL/.test(license) && !/\bOR\b/.test(license));
    const covered = [...notice.matchAll(/(@img\/sharp-[a-z0-9]+-?\*?|codec-parser)/g)].map(([name]) => name.replace('*', ''));
    const names = asking.map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(names.filter(name => !covered.some(start => name.startsWith(start)))).toEqual([]);
    expect(asking.filter(([, { license = '' }]) => /(?<!L)GPL/.test(license))).toEqual([]);
  });
});
