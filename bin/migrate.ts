import { hostname } from 'node:os';
import { relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { systemClock } from '@cutaway/core/platform/clock';
import { isAppError } from '@cutaway/core/errors/app-error';
import { BACKGROUND_CLIENT, createDynamoClient } from '@cutaway/core/platform/dynamo/dynamo-client';
import { createMigration } from '@cutaway/core/platform/migrations/create-migration';
import { DynamoMigrator } from '@cutaway/core/platform/migrations/dynamo-migrator';
import { ALL_MIGRATIONS } from '@cutaway/core/platform/migrations/steps/all-migrations';
import { mainTableOf } from './migrate/stage-table.ts';

const migratorOf = async (stage: string): Promise<DynamoMigrator> =>
  new DynamoMigrator({
    client: createDynamoClient(BACKGROUND_CLIENT),
    table: await mainTableOf(stage),
    migrations: ALL_MIGRATIONS,
    clock: systemClock,
    sleep: milliseconds => sleep(milliseconds),
    holder: `${hostname()} ${process.pid}`,
  });

const known = (name: string): string => {
  const names = ALL_MIGRATIONS.map(migration => migration.name);
  if (!names.includes(name)) throw new InvalidArgumentError(`There are: ${names.join(', ')}.`);
  return name;
};

const tell = (names: readonly string[], done: string, nothing: string): void => {
  for (const name of names) console.log(`${done} ${name}`);
  if (names.length === 0) console.log(nothing);
};

interface Options {
  readonly stage: string;
  readonly to?: string;
}

const program = new Command('npm run migrate --')
  .description('Brings the table of a stage from one state to another, one process at a time. Deployments never do this by themselves.')
  .showHelpAfterError();

const command = (name: string, description: string): Command =>
  program.command(name).description(description).option('--stage <name>', 'whose table; another than local needs AWS credentials', 'local');

command('status', 'Tell what is done and what is pending').action(async ({ stage }: Options) => {
  const { done, pending, unknown } = await (await migratorOf(stage)).status();
  for (const { name, at } of done)
    console.log(`done     ${name}  ${at}${unknown.includes(name) ? '  unknown to this code: it is older than the table' : ''}`);
  tell(pending, 'pending ', 'nothing is pending');
});
command('up', 'Do what is pending')
  .option('--to <name>', 'the last one to do', known)
  .action(async ({ stage, to }: Options) => tell(await (await migratorOf(stage)).up(to), 'did', 'nothing was pending'));
command('down', 'Undo the newest, or down to another')
  .option('--to <name>', 'the last one to undo', known)
  .action(async ({ stage, to }: Options) => tell(await (await migratorOf(stage)).down(to), 'undid', 'nothing was done before'));
program
  .command('create')
  .description('Write the file of a new migration')
  .argument('<name>', 'what it does, in kebab-case: add-reviewer-to-cues')
  .action((name: string) => {
    const path = createMigration(name, new Date().toISOString().slice(0, 10));
    console.log(`Write ${relative(process.cwd(), path)}; it fails until then.`);
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(
    isAppError(error) ? `${error.internal ?? error.message}: ${error.message}` : error instanceof Error ? error.message : error,
  );
  process.exitCode = 1;
}
