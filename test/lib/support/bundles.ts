import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { functionRecipes, WORKER } from '../../../bin/bundle/recipes.ts';

/** A folder with an empty bundle for everything that has one: templates do not depend on what is in them. */
export const emptyBundles = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-bundles-'));
  for (const name of [...functionRecipes(resolve(import.meta.dirname, '../../..')).map(recipe => recipe.name), WORKER]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, name === WORKER ? 'Dockerfile' : 'index.mjs'), '');
  }
  return folder;
};
