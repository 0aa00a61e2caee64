import { copyFileSync, globSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createMigration } from '../../../../core/src/platform/migrations/create-migration.ts';
import { ALL_MIGRATIONS } from '../../../../core/src/platform/migrations/steps/all-migrations.ts';
import { committed } from '../../../support/fixtures.ts';

const STEPS = committed('core/src/platform/migrations/steps');

const emptySteps = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-steps-'));
  copyFileSync(join(STEPS, 'all-migrations.ts'), join(folder, 'all-migrations.ts'));
  return folder;
};

describe('createMigration', () => {
  it('writes a migration that fails until it is written, and enters it last in the list', () => {
    const steps = emptySteps();
    const path = createMigration('add-reviewer-to-cues', '2026-02-03', steps);
    expect(basename(path)).toBe('2026-02-03-add-reviewer-to-cues.ts');
    expect(readFileSync(path, 'utf8')).toContain('export const addReviewerToCues: Migration');
    const list = readFileSync(join(steps, 'all-migrations.ts'), 'utf8');
    expect(list).toContain("import { addReviewerToCues } from './2026-02-03-add-reviewer-to-cues.ts';");
    expect(list).toMatch(/ALL_MIGRATIONS: readonly Migration\[\] = \[\w+, addReviewerToCues\];/);
  });

  it('never overwrites one', () => {
    const steps = emptySteps();
    createMigration('twice', '2026-02-03', steps);
    expect(() => createMigration('twice', '2026-02-03', steps)).toThrow(/EEXIST/);
  });

  it.each(['', 'Camel', '../up', 'a b', "x'; drop"])('refuses the name %j', what => {
    expect(() => createMigration(what, '2026-02-03', emptySteps())).toThrow(RangeError);
  });
});

describe('the list of migrations', () => {
  it('holds every migration there is, in the order of their names', () => {
    const files = globSync('2*.ts', { cwd: STEPS }).map(file => file.replace(/\.ts$/, ''));
    expect(ALL_MIGRATIONS.map(migration => migration.name)).toEqual(files.sort());
  });
});
