import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A moment in a process's life: before or after a call that leaves something behind, counted from 1 for each project. */
export interface FaultPoint {
  /** Function or worker, for example `timeline-compose`. */
  readonly process: string;
  /** Call of the SDK, for example `PutObject`. */
  readonly call: string;
  readonly side: 'before' | 'after';
  readonly nth: number;
}

export const describePoint = ({ process, call, side, nth }: FaultPoint): string => `${process}: ${side} ${call} ${nth}`;

const nameOf = ({ process, call, side }: Omit<FaultPoint, 'nth'>): string => `${process}.${call}.${side}`;

const pointOf = (name: string, nth: number): FaultPoint => {
  const [process = '', call = '', side = ''] = name.split('.');
  return { process, call, side: side === 'before' ? 'before' : 'after', nth };
};

/** Long enough for a run on a busy machine. */
const REACHED_WITHIN_MS = 120_000;

/** What the processes of a stage passed, and the deaths they are wished; the other side of `core/src/platform/fault-points.ts`. */
export class Faults {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** @param whom a project, or `any` for whoever comes first. @returns every point passed for it, in order */
  passed(whom: string): readonly FaultPoint[] {
    const file = join(this.folder, 'passed');
    const times = new Map<string, number>();
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .split('\n')
      .flatMap(line => {
        const [project = '', name = ''] = line.split(' ');
        if (name === '' || (whom !== 'any' && project !== whom)) return [];
        const nth = (times.get(name) ?? 0) + 1;
        times.set(name, nth);
        return [pointOf(name, nth)];
      });
  }

  /** Whoever passes the point while it works for `whom` is killed there, once. */
  kill(whom: string, point: FaultPoint): void {
    this.#wish('die', whom, point);
  }

  /** The first that passes the point while it works for `whom` stands still there, and no other. @returns lets it go on */
  hold(whom: string, point: FaultPoint): () => void {
    const path = this.#wish('hold', whom, point);
    return () => {
      for (const file of [path, `${path}.held`]) rmSync(file, { force: true });
    };
  }

  /** @returns when somebody has come to the point */
  async reached(whom: string, point: FaultPoint): Promise<void> {
    const isHere = (passed: FaultPoint): boolean => nameOf(passed) === nameOf(point) && passed.nth >= point.nth;
    for (const deadline = Date.now() + REACHED_WITHIN_MS; !this.passed(whom).some(isHere); await sleep(50))
      if (Date.now() > deadline) throw new Error(`Nobody came to ${describePoint(point)} of ${whom}.`);
  }

  /** @returns how many are still to be killed */
  pending(whom: string): number {
    const folder = join(this.folder, 'die', whom);
    return existsSync(folder) ? readdirSync(folder).length : 0;
  }

  #wish(kind: 'die' | 'hold', whom: string, point: FaultPoint): string {
    const folder = join(this.folder, kind, whom);
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${nameOf(point)}@${point.nth}`);
    writeFileSync(path, '');
    return path;
  }
}
