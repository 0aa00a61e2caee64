import { Command, CommanderError } from 'commander';
import { isAppError } from '@cutaway/core/errors/app-error';
import { CATALOGUE } from '@cutaway/core/errors/catalogue';
import { addEmphasisCommand } from './emphasis/command.ts';
import { addAlignCommand } from './align/command.ts';
import { addEnrichCommand } from './enrich/command.ts';
import { addEntitiesCommand } from './entities/command.ts';
import { CommandError, EXIT } from './exit-code.ts';

const program = new Command('cutaway')
  .description('A talk goes in; a timeline of licensed, credited pictures comes out.')
  .showHelpAfterError()
  .exitOverride()
  .addHelpText('after', '\nExit codes: 0 completed, 1 failed, 2 wrong use or unreadable input, 3 partial, 4 no stage answers, 5 refused.');

addEnrichCommand(program, code => (process.exitCode = code));
addEntitiesCommand(program, code => (process.exitCode = code));
addEmphasisCommand(program, code => (process.exitCode = code));
addAlignCommand(program, code => (process.exitCode = code));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.completed : EXIT.usage;
  else if (error instanceof CommandError) {
    console.error(error.message);
    process.exitCode = error.exitCode;
  } else if (isAppError(error)) {
    console.error(`${CATALOGUE[error.code].sentence}${error.detail === undefined ? '' : ` ${error.detail}`} [${error.code}]`);
    process.exitCode = error.status < 500 ? EXIT.usage : EXIT.failed;
  } else throw error;
}
