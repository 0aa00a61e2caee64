import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Entry = z.looseObject({
  version: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const Overrides = z.object({ overrides: z.record(z.string(), z.unknown()).default({}) });
const Lockfile = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), Entry) });

/** A project of its own that npm installs to exactly what our lockfile says of some packages. */
export interface CutProject {
  readonly manifest: object;
  readonly lockfile: object;
}

/** Where npm looks for a package from inside another: its own `node_modules`, then each one above. */
const resolveFrom = (packages: Readonly<Record<string, unknown>>, location: string, name: string): string | undefined => {
  for (let folder = location; ; folder = folder.replace(/\/?(node_modules\/)?(@[^/]+\/)?[^/]+$/, '')) {
    const candidate = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (candidate in packages) return candidate;
    if (folder === '') return undefined;
  }
};

/**
 * Cuts some packages and all they need out of a project's lockfile, for every platform: versions and checksums stay, and npm
 * chooses the binaries where it installs. What the project puts in the place of packages stays too, or npm would miss them.
 * @param root folder of the project
 * @param roots names of packages that the lockfile has at its top level
 */
export const cutLockfile = (root: string, roots: readonly string[]): CutProject => {
  const { packages } = Lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const { overrides } = Overrides.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const kept = new Map<string, z.infer<typeof Entry>>();
  const keep = (location: string): void => {
    const entry = packages[location];
    if (entry === undefined || kept.has(location)) return;
    kept.set(location, entry);
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      const found = resolveFrom(packages, location, name);
      if (found !== undefined) keep(found);
    }
  };
  const dependencies: Record<string, string> = {};
  for (const name of [...roots].sort()) {
    const version = packages[`node_modules/${name}`]?.version;
    if (version === undefined) throw new Error(`The lockfile has no package ${name} at its top level.`);
    dependencies[name] = version;
    keep(`node_modules/${name}`);
  }
  const project = { name: 'cutaway-carried', version: '0.0.0', private: true, dependencies };
  return {
    manifest: { ...project, type: 'module', overrides },
    lockfile: {
      name: project.name,
      version: project.version,
      lockfileVersion: 3,
      requires: true,
      packages: { '': project, ...Object.fromEntries([...kept].sort(([a], [b]) => (a < b ? -1 : 1))) },
    },
  };
};
