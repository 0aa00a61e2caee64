import { CommanderError } from 'commander';
import { isAppError } from '@cutaway/core/errors/app-error';
import { CATALOGUE } from '@cutaway/core/errors/catalogue';
import { CommandError, EXIT } from './exit-code.ts';
import { commandLine } from './program.ts';

try {
  await commandLine(code => (process.exitCode = code)).parseAsync();
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
