import { readFile } from 'node:fs/promises';

/**
 * Whether a processor adds up products of int8 in 32 bits, as every Arm does and x86 with VNNI.
 * @param architecture as `process.arch` has it
 * @param cpuInfo what Linux says of the processor; empty where nothing is known
 */
export const sumsIn32Bits = (architecture: string, cpuInfo: string): boolean =>
  architecture !== 'x64' || /\bavx(?:512)?_vnni\b/u.test(cpuInfo);

/** @returns whether this machine's int8 sums are exact; where it does not tell, they are taken not to be */
export const hasExactInt8Sums = async (): Promise<boolean> =>
  sumsIn32Bits(process.arch, await readFile('/proc/cpuinfo', 'utf8').catch(() => ''));
