import { Command } from 'commander';
import { addAlignCommand } from './align/command.ts';
import { addDoctorCommand } from './doctor/command.ts';
import { addEmphasisCommand } from './emphasis/command.ts';
import { addEnrichCommand } from './enrich/command.ts';
import { addEntitiesCommand } from './entities/command.ts';
import type { ExitCode } from './exit-code.ts';
import { addGlossaryCommand } from './glossary/command.ts';
import { addProviderCommand } from './provider/command.ts';
import { addTranscribeCommand } from './transcribe/command.ts';

/** Every command there is. @param finish told the exit code */
export const commandLine = (finish: (code: ExitCode) => void): Command => {
  const program = new Command('cutaway')
    .description('A talk goes in; a timeline of licensed, credited pictures comes out.')
    .showHelpAfterError()
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit codes: 0 completed, 1 failed, 2 wrong use or unreadable input, 3 partial, 4 no stage answers, 5 refused.',
    );
  for (const add of [
    addEnrichCommand,
    addGlossaryCommand,
    addProviderCommand,
    addEntitiesCommand,
    addEmphasisCommand,
    addAlignCommand,
    addTranscribeCommand,
    addDoctorCommand,
  ])
    add(program, finish);
  return program;
};
