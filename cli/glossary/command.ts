import { basename } from 'node:path';
import type { Command } from 'commander';
import type { Client } from '../client/client/index.ts';
import { deleteGlossaryEntry, deleteImage, putGlossaryEntry, type GlossaryEntry, type NewGlossaryEntry } from '../client/index.ts';
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';
import { userPath } from '../paths.ts';
import { answered } from '../stage/answered.ts';
import { connect } from '../stage/connect.ts';
import { entryOf, wholeGlossary } from './find-entry.ts';
import { printEntries } from './print-entries.ts';
import { sendPicture } from './send-picture.ts';

interface Options {
  readonly apiUrl?: string;
  readonly json?: boolean;
  readonly alias?: readonly string[];
}
interface PictureOptions extends Options {
  readonly title?: string;
  readonly credit?: string;
}
interface RemoveOptions extends Options {
  readonly picture?: boolean;
}

const connected = ({ apiUrl }: Options): Promise<Client> => connect({ apiUrl, apiKey: process.env.CUTAWAY_API_KEY });

const print = (entries: readonly GlossaryEntry[], { json }: Options): void =>
  console.log(json === true ? JSON.stringify(entries) : printEntries(entries));

const put = async (client: Client, entry: NewGlossaryEntry, options: Options): Promise<ExitCode> => {
  const { alias: aliases } = options;
  const body = aliases === undefined ? entry : { ...entry, aliases: [...aliases] };
  print([await answered(putGlossaryEntry({ client, body }))], options);
  return EXIT.completed;
};

const list = async (options: Options): Promise<ExitCode> => {
  print(await wholeGlossary(await connected(options)), options);
  return EXIT.completed;
};

const picture = async (name: string, file: string, options: PictureOptions): Promise<ExitCode> => {
  const client = await connected(options);
  const path = userPath(file);
  const { id } = await sendPicture(client, path, { title: options.title ?? basename(path), credit: options.credit });
  return put(client, { action: 'picture', name, imageId: id }, options);
};

const remove = async (name: string, options: RemoveOptions): Promise<ExitCode> => {
  const client = await connected(options);
  const entry = await entryOf(client, name);
  if (options.picture === true && entry.imageId === null) throw new CommandError(EXIT.usage, `${entry.name} has no picture to delete.`);
  if (options.picture === true && entry.imageId !== null) await answered(deleteImage({ client, path: { imageId: entry.imageId } }));
  // With its picture the entry is gone already.
  else await answered(deleteGlossaryEntry({ client, path: { entryId: entry.id } }));
  return EXIT.completed;
};

const API_URL = ['--api-url <url>', 'another stage than the local one; its key is read from CUTAWAY_API_KEY'] as const;
const ALIAS = ['--alias <names...>', 'other words that mean the same'] as const;

/** What can be said of a name. */
const addSayings = (glossary: Command, finish: (code: ExitCode) => void): void => {
  glossary
    .command('picture')
    .description('Show a name by a picture of your own: JPEG, PNG or WebP')
    .argument('<name>', 'as it is said')
    .argument('<file>', 'the picture; it stays with your workspace')
    .option('--credit <text>', 'whom to credit, as it is to be read')
    .option('--title <text>', 'what it shows; the file’s name where nothing is said')
    .option(...ALIAS)
    .option(...API_URL)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  npm run --silent cutaway -- glossary picture "Ada Example" ada.jpg --credit "Photo: B. Example"')
    .action(async (name: string, file: string, options: PictureOptions) => finish(await picture(name, file, options)));
  glossary
    .command('pin')
    .description('Say which Wikidata item a name is')
    .argument('<name>', 'as it is said')
    .argument('<qid>', 'Q and digits')
    .option(...ALIAS)
    .option(...API_URL)
    .option('--json', 'print JSON')
    .action(async (name: string, qid: string, options: Options) =>
      finish(await put(await connected(options), { action: 'pin', name, qid }, options)),
    );
  glossary
    .command('ban')
    .description('Never show a name')
    .argument('<name>', 'as it is said')
    .option(...ALIAS)
    .option(...API_URL)
    .option('--json', 'print JSON')
    .action(async (name: string, options: Options) => finish(await put(await connected(options), { action: 'ban', name }, options)));
};

/** `glossary …`: what a workspace says about names, for every later talk. @param finish told the exit code */
export const addGlossaryCommand = (program: Command, finish: (code: ExitCode) => void): void => {
  const glossary = program
    .command('glossary')
    .description('What your workspace says about names, for every later talk: an own picture, an item, or never to show it')
    .showHelpAfterError();
  glossary
    .command('list')
    .description('Show what is said about names')
    .option(...API_URL)
    .option('--json', 'print JSON')
    .action(async (options: Options) => finish(await list(options)));
  addSayings(glossary, finish);
  glossary
    .command('remove')
    .description('Forget what was said about a name; timelines stay as they are')
    .argument('<name>', 'in whatever spelling')
    .option('--picture', 'also delete its picture everywhere: from other names, and from timelines that show it')
    .option(...API_URL)
    .action(async (name: string, options: RemoveOptions) => finish(await remove(name, options)));
};
