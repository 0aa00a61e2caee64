import { describe, expect, it } from '@jest/globals';
import { AWS_PLATFORM, binariesOfOthers, platformName, runsOn, type Platform } from '../../../bin/bundle/platform.ts';

const MAC: Platform = { os: 'darwin', cpu: 'arm64', libc: null };
const ALPINE: Platform = { os: 'linux', cpu: 'x64', libc: 'musl' };

describe('a package', () => {
  it.each([
    ['says nothing of machines', {}, [true, true, true]],
    ['is for Linux with glibc on x64', { os: ['linux'], cpu: ['x64'], libc: ['glibc'] }, [true, false, false]],
    ['is for Linux with musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }, [false, false, true]],
    ['is for macOS', { os: ['darwin'], cpu: ['arm64'] }, [false, true, false]],
    ['is for all but Windows', { os: ['!win32'] }, [true, true, true]],
    ['is for all but macOS', { os: ['!darwin'] }, [true, false, true]],
    ['is for WebAssembly', { cpu: ['wasm32'] }, [false, false, false]],
  ])('that %s is carried where npm would install it', (_, bound, expected) => {
    expect([AWS_PLATFORM, MAC, ALPINE].map(platform => runsOn(bound, platform))).toEqual(expected);
  });

  it('that brings the binaries of every platform is carried with those of one', () => {
    const others = (path: string): boolean => binariesOfOthers(path, AWS_PLATFORM);
    expect(['', 'bin', 'bin/napi-v6', 'bin/napi-v6/linux', 'bin/napi-v6/linux/x64/a.node', 'dist/index.js'].filter(others)).toEqual([]);
    const foreign = ['bin/napi-v6/darwin', 'bin/napi-v6/darwin/arm64/a.node', 'bin/napi-v6/linux/arm64', 'bin/napi-v6/win32/x64/a.dll'];
    expect(foreign.filter(others)).toEqual(foreign);
  });
});

describe('the name of a platform', () => {
  it('tells apart what needs other binaries', () => {
    expect([AWS_PLATFORM, MAC, ALPINE].map(platformName)).toEqual(['linux-x64-glibc', 'darwin-arm64', 'linux-x64-musl']);
  });
});
