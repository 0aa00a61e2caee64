import { join } from 'node:path';
import * as z from 'zod';

/** What binaries are made for, in npm's words. */
export interface Platform {
  readonly os: string;
  readonly cpu: string;
  /** Linux only: which C library. */
  readonly libc: 'glibc' | 'musl' | null;
}

/**
 * Where functions with binaries and the worker run on AWS. x86_64, because the models' results were measured there; on arm64
 * their 8-bit sums go through other instructions, and nobody has compared the answers.
 */
export const AWS_PLATFORM: Platform = { os: 'linux', cpu: 'x64', libc: 'glibc' };

const Report = z.object({ header: z.object({ glibcVersionRuntime: z.string().optional() }) });

/** This machine, which runs the functions of the stage `local` whatever their architecture says. */
export const hostPlatform = (): Platform => ({
  os: process.platform,
  cpu: process.arch,
  libc:
    process.platform !== 'linux'
      ? null
      : Report.parse(process.report.getReport()).header.glibcVersionRuntime === undefined
        ? 'musl'
        : 'glibc',
});

export const platformName = ({ os, cpu, libc }: Platform): string => [os, cpu, libc].filter(part => part !== null).join('-');

/** What a package says of the machines it is for; `!` names one it is not for. */
export const PlatformBound = z.object({
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
  libc: z.array(z.string()).optional(),
});

const allows = (list: readonly string[] | undefined, value: string | null): boolean => {
  if (list === undefined || value === null) return true;
  const named = list.filter(entry => !entry.startsWith('!'));
  return !list.includes(`!${value}`) && (named.length === 0 || named.includes(value));
};

/** @returns whether npm would install a package on that platform */
export const runsOn = (bound: z.infer<typeof PlatformBound>, { os, cpu, libc }: Platform): boolean =>
  allows(bound.os, os) && allows(bound.cpu, cpu) && (bound.libc === undefined || (libc !== null && allows(bound.libc, libc)));

/** onnxruntime-node carries the binaries of every platform, each in a folder of its own below `bin`. */
export const binariesOfOthers = (path: string, { os, cpu }: Platform): boolean => {
  const parts = path.split(/[/\\]/);
  const [top, , itsOs, itsCpu] = parts;
  return top === 'bin' && itsOs !== undefined && join(itsOs, itsCpu ?? cpu) !== join(os, cpu);
};
