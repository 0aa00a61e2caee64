import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Folder of the migrations. */
const STEPS = resolve(import.meta.dirname, 'steps');
const LIST = 'all-migrations.ts';

const camelCase = (words: string): string => words.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const migrationFile = (name: string, constant: string): string =>
  `import type { Migration } from '../dynamo-migration.ts';

/** Say what is different afterwards, and why code of before and after can both run meanwhile. */
export const ${constant}: Migration = {
  name: '${name}',
  up: () => Promise.reject(new Error('${name} is not written yet')),
  down: () => Promise.reject(new Error('${name} is not written yet')),
};
`;

/**
 * Writes the file of a new migration and enters it in the list.
 * @param what kebab-case, for example `add-reviewer-to-cues`
 * @param day ISO date
 * @returns path of the new file
 * @throws RangeError for a name that is no kebab-case; an error of the file system where the file exists
 */
export const createMigration = (what: string, day: string, steps: string = STEPS): string => {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(what)) throw new RangeError(`"${what}" is no kebab-case name`);
  const name = `${day}-${what}`;
  const constant = camelCase(what);
  const path = join(steps, `${name}.ts`);
  writeFileSync(path, migrationFile(name, constant), { flag: 'wx' });
  const list = join(steps, LIST);
  const entered = readFileSync(list, 'utf8')
    .replace('\n\n/**', () => `\nimport { ${constant} } from './${name}.ts';\n\n/**`)
    .replace('];', () => `, ${constant}];`);
  writeFileSync(list, entered);
  return path;
};
