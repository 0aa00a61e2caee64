import { readdirSync, readFileSync } from 'node:fs';

/** A process, and what of the machine's memory is its own: shared pages are divided among those that share them (PSS). */
interface MeasuredProcess {
  readonly pid: number;
  readonly name: string;
  readonly megabytes: number;
}

interface ParentOf {
  readonly pid: number;
  readonly parent: number;
}

const processes = (): readonly ParentOf[] =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        // The name of a command stands in brackets and may hold anything, brackets too.
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return [{ pid: Number(name), parent }];
      } catch {
        return [];
      }
    });

const nameOf = (command: string): string => {
  const ofFunction = /ministack-lambda-cutaway-local-([a-z-]+)-/.exec(command)?.[1];
  if (ofFunction !== undefined) return `function ${ofFunction}`;
  if (command.includes('ministack')) return 'emulator';
  return command.includes('worker/main.mjs') ? 'worker' : 'start';
};

const measured = (pid: number): readonly MeasuredProcess[] => {
  try {
    const kilobytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return [{ pid, name: nameOf(readFileSync(`/proc/${pid}/cmdline`, 'utf8')), megabytes: Number(kilobytes ?? 0) / 1_024 }];
  } catch {
    // It has ended since.
    return [];
  }
};

/** @returns the process and everything that descends from it, as they are now; Linux only */
const familyOf = (root: number): readonly MeasuredProcess[] => {
  const all = processes();
  const below = (pid: number): readonly number[] => [pid, ...all.filter(({ parent }) => parent === pid).flatMap(child => below(child.pid))];
  return below(root).flatMap(measured);
};

/** Largest sum that was seen, with what each kind of process had a share in it, MB. */
export interface Peak {
  readonly total: number;
  readonly byName: Readonly<Record<string, number>>;
  readonly processes: number;
}

const EVERY_MS = 500;

/** Watches this process's family while `work` runs. */
export const peakDuring = async <T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly peak: Peak }> => {
  let peak: Peak = { total: 0, byName: {}, processes: 0 };
  const look = (): void => {
    const family = familyOf(process.pid);
    const total = family.reduce((sum, { megabytes }) => sum + megabytes, 0);
    if (total <= peak.total) return;
    const byName: Record<string, number> = {};
    for (const { name, megabytes } of family) byName[name] = (byName[name] ?? 0) + megabytes;
    peak = { total, byName, processes: family.length };
  };
  const looking = setInterval(look, EVERY_MS);
  try {
    const value = await work();
    look();
    return { value, peak };
  } finally {
    clearInterval(looking);
  }
};
