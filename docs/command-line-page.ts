import type { Command } from 'commander';

/** Columns of help texts: as wide as the page. */
const HELP_COLUMNS = 110;

const HEAD = `# The command line

Made from the commands' own help by \`npm run generate\`; a test compares both.

\`\`\`
npm run --silent cutaway -- <command> [options]
\`\`\`

Files are meant relative to the folder you stand in. Progress goes to standard error, results to standard output, so both can be
redirected apart.

\`enrich\` and \`glossary\` speak to a stage: to the local one that \`npm start\` left running, with its demo login, or to another one with
\`--api-url\` and an API key in \`CUTAWAY_API_KEY\`. The other commands need no stage; they run the product's own code on this machine,
with the models that the repository brings.

\`provider\` is for those who run a stage: the local stage's demo account may, elsewhere it needs the login of an operator in
\`CUTAWAY_EMAIL\` and \`CUTAWAY_PASSWORD\`.

| exit code | meaning |
| --- | --- |
| 0 | completed |
| 1 | failed; the message says why, with a code that has a page in [errors](errors) |
| 2 | wrong use, or input that cannot be read |
| 3 | completed without something; the reasons are listed, and retrying the job may complete it |
| 4 | no stage answers |
| 5 | the stage refuses: not logged in, not allowed, a limit |

\`enrich --out <folder>\` writes:

| file | what it is |
| --- | --- |
| \`storyboard.html\` | one page to look at: the words, shaded by emphasis, with their pictures, credits and reasons |
| \`timeline.json\` | the pictures on their words, for programs |
| \`timeline.srt\` | the same as captions |
| \`credits.md\` | who has to be credited, and how |
| \`manifest.json\` | everything, by the published [schema](manifest.schema.json) |
| \`images/\` | the pictures |
`;

/** What a command says to `--help`, its examples included. */
const helpOf = (command: Command): string => {
  let text = '';
  command.configureOutput({ writeOut: part => (text += part), getOutHelpWidth: () => HELP_COLUMNS }).outputHelp();
  return text.trimEnd();
};

/** Those of a command that can be run: itself, or what it is made of. */
const runnable = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(one => runnable(one));

const nameOf = (command: Command): string =>
  command.parent?.parent === null || command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;

/** @returns the page `docs/command-line.md` */
export const commandLinePage = (program: Command): string =>
  [HEAD, ...program.commands.flatMap(runnable).map(command => `## ${nameOf(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`)].join(
    '\n',
  );
