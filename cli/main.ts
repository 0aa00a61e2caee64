import { CommanderError } from 'commander';
import { type AppError, isAppError } from '@cutaway/core/errors/app-error';
import { CATALOGUE } from '@cutaway/core/errors/catalogue';
import { CommandError, EXIT } from './exit-code.ts';
import { commandLine } from './program.ts';

/** Without a stage only files are not found; whose they are is of no matter. */
const explained = ({ code, detail }: AppError): string => {
  if (detail === undefined) return CATALOGUE[code].sentence;
  return code === 'NOT_FOUND' ? detail : `${CATALOGUE[code].sentence} ${detail}`;
};

try {
  await commandLine(code => (process.exitCode = code)).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.completed : EXIT.usage;
  else if (error instanceof CommandError) {
    console.error(error.message);
    process.exitCode = error.exitCode;
  } else if (isAppError(error)) {
    console.error(`${explained(error)} [${error.code}]`);
    process.exitCode = error.status < 500 ? EXIT.usage : EXIT.failed;
  } else throw error;
}
