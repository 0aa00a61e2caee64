import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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

  /** The next process that passes the point while it works for `whom` is killed there; each wish comes true once. */
  wish(whom: string, point: FaultPoint): void {
    const folder = join(this.folder, 'die', whom);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${nameOf(point)}@${point.nth}`), '');
  }

  /** @returns how many wishes have not come true */
  pending(whom: string): number {
    const folder = join(this.folder, 'die', whom);
    return existsSync(folder) ? readdirSync(folder).length : 0;
  }
}
