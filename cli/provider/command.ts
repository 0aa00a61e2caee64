import { text } from 'node:stream/consumers';
import { KeyedProvider } from '@cutaway/core/images/keys/key-ring';
import { SearchedProvider } from '@cutaway/core/images/provider-config';
import { Argument, type Command } from 'commander';
import type { Client } from '../client/client/index.ts';
import { checkProvider, listProviders, putProviderKey, type Provider } from '../client/index.ts';
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts';
import { answered } from '../stage/answered.ts';
import { connect } from '../stage/connect.ts';
import { printChecks, printProviders, type Checked } from './print-providers.ts';

interface Options {
  readonly apiUrl?: string;
  readonly json?: boolean;
}

/** An operator's login; an API key never speaks for one. The local stage's demo account is an operator of it. */
const connectAsOperator = ({ apiUrl }: Options): Promise<Client> => {
  const { CUTAWAY_EMAIL: email, CUTAWAY_PASSWORD: password } = process.env;
  if (email !== undefined && password !== undefined) return connect({ apiUrl, account: { email, password } });
  if (apiUrl !== undefined)
    throw new CommandError(EXIT.refused, 'Set CUTAWAY_EMAIL and CUTAWAY_PASSWORD to the login of an operator of that stage.');
  return connect({ apiUrl });
};

const print = (options: Options, data: unknown, table: string): void => console.log(options.json === true ? JSON.stringify(data) : table);

const listOf = async (client: Client): Promise<readonly Provider[]> => (await answered(listProviders({ client }))).items;

const list = async (options: Options): Promise<ExitCode> => {
  const providers = await listOf(await connectAsOperator(options));
  print(options, providers, printProviders(providers));
  return EXIT.completed;
};

/** Without a name those that jobs ask: a check is a call. */
const check = async (name: SearchedProvider | undefined, options: Options): Promise<ExitCode> => {
  const client = await connectAsOperator(options);
  const asked = (await listOf(client)).filter(({ provider, enabled }) => (name === undefined ? enabled : provider === name));
  const checked: Checked[] = [];
  for (const { provider, enabled } of asked)
    checked.push({ provider, enabled, check: await answered(checkProvider({ client, path: { provider } })) });
  print(options, checked, printChecks(checked));
  return checked.every(each => each.check.verdict === 'ok') ? EXIT.completed : EXIT.failed;
};

const readKey = async (): Promise<string> => {
  if (process.stdin.isTTY) console.error('Paste the key and end with Enter and Ctrl-D; it is not kept in the history of your shell.');
  const key = (await text(process.stdin)).trim();
  if (key === '') throw new CommandError(EXIT.usage, 'Nothing came in on standard input: pipe the key in, or paste it.');
  return key;
};

const setKey = async (provider: KeyedProvider, options: Options): Promise<ExitCode> => {
  const key = await readKey();
  const client = await connectAsOperator(options);
  const replaced = await answered(putProviderKey({ client, path: { provider }, body: { key } }));
  const tier = replaced.limit === null ? '' : ` It allows ${replaced.limit} calls, of which ${replaced.remaining ?? '?'} are left.`;
  const previous = replaced.key.previousUntil;
  const before = previous === null ? '' : ` The one before stands in where it is refused, until ${previous}.`;
  print(options, replaced, `The key of ${provider} was tried and is in force.${tier}${before}`);
  return EXIT.completed;
};

const API_URL = ['--api-url <url>', 'another stage than the local one; needs CUTAWAY_EMAIL and CUTAWAY_PASSWORD of an operator'] as const;

/** `provider list`, `check`, `key set`: what an operator does with picture sources. @param finish told the exit code */
export const addProviderCommand = (program: Command, finish: (code: ExitCode) => void): void => {
  const provider = program.command('provider').description('Operators: quotas and keys of the picture sources').showHelpAfterError();
  provider
    .command('list')
    .description('Show limit, use, forecast, breaker and age of the key of each source, from our own books')
    .option(...API_URL)
    .option('--json', 'print JSON')
    .action(async (options: Options) => finish(await list(options)));
  provider
    .command('check')
    .description('Ask each source once with the key in force: ok, no key, bad key, over quota, unreachable, and what to do')
    .addArgument(new Argument('[name]', 'one source; without it those that jobs ask').choices(SearchedProvider.options))
    .option(...API_URL)
    .option('--json', 'print JSON')
    .action(async (name: SearchedProvider | undefined, options: Options) => finish(await check(name, options)));
  provider
    .command('key')
    .description('Keys of the sources')
    .command('set')
    .description('Read a new key from standard input; it is tried with one real call before it comes into force')
    .addArgument(new Argument('<name>', 'whose key it is').choices(KeyedProvider.options))
    .option(...API_URL)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  pbpaste | npm run --silent cutaway -- provider key set pexels')
    .action(async (name: KeyedProvider, options: Options) => finish(await setKey(name, options)));
};
