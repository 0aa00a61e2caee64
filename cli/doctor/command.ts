import type { Command } from 'commander';
import { describeFindings, findings } from '../../local/preflight.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';

const run = async (json: boolean): Promise<ExitCode> => {
  const all = await findings();
  console.log(json ? JSON.stringify(all) : describeFindings(all));
  return all.some(({ state }) => state === 'missing') ? EXIT.failed : EXIT.completed;
};

/** `doctor`: what this machine has of what the product needs. Needs no stage. @param finish told the exit code */
export const addDoctorCommand = (program: Command, finish: (code: ExitCode) => void): void => {
  program
    .command('doctor')
    .description('Tell what this machine has of what the product needs: programs, models, the recogniser, space')
    .option('--json', 'print JSON')
    .action(async (options: { readonly json?: boolean }) => finish(await run(options.json === true)));
};
