import { expect, it } from '@jest/globals';
import { sumsIn32Bits } from '../../../../core/src/entities/recognise/int8-sums.ts';

it.each([
  ['x64', 'flags\t: fpu avx2 avx512f avx512bw avx512_vnni amx_int8', true],
  ['x64', 'flags\t: fpu avx2 avx_vnni', true],
  ['x64', 'flags\t: fpu avx2 avx512f avx512bw', false],
  ['x64', '', false],
  ['arm64', '', true],
])('int8 sums of %s with "%s" are exact: %j', (architecture, cpuInfo, exact) => {
  expect(sumsIn32Bits(architecture, cpuInfo)).toBe(exact);
});
