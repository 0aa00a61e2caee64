import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

/** Of all stages of this checkout. The CDK's command line looks for zipped bundles in `.cache` of the app it deploys. */
const SHARED = resolve(import.meta.dirname, '../../.cutaway/zipped-bundles');

const Assets = z.object({ files: z.record(z.string(), z.unknown()) });

/** Lets an app that is to be deployed find the bundles zipped for another stage: zipping takes more time than all the rest. */
export const shareZippedBundles = (assembly: string): void => {
  mkdirSync(SHARED, { recursive: true });
  mkdirSync(assembly, { recursive: true });
  symlinkSync(SHARED, join(assembly, '.cache'), 'junction');
};

/** Removes what the app that was just deployed no longer has: the bundles of a checkout are the same for all its stages. */
export const forgetOldBundles = (assembly: string): void => {
  const current = new Set(
    readdirSync(assembly)
      .filter(name => name.endsWith('.assets.json'))
      .flatMap(name => Object.keys(Assets.parse(JSON.parse(readFileSync(join(assembly, name), 'utf8'))).files)),
  );
  for (const name of readdirSync(SHARED)) if (!current.has(name.replace(/\.zip$/, ''))) rmSync(join(SHARED, name), { force: true });
};
