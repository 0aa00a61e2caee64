import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { IConstruct } from 'constructs';

/**
 * Where a bundle lies: below `dist`, or below the folder that the context value `bundles` names, with which tests synthesise
 * without bundling.
 * @throws an error that says how to make it
 */
export const bundleFolder = (scope: IConstruct, name: string): string => {
  const bundles: unknown = scope.node.tryGetContext('bundles');
  const folder = join(typeof bundles === 'string' ? bundles : resolve(import.meta.dirname, '../../dist'), name);
  if (!existsSync(folder)) throw new Error(`${folder} is missing. Run \`npm run bundle\` first.`);
  return folder;
};
