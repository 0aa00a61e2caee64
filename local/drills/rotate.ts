import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { Command, Option } from 'commander';
import { checkProvider, createApiKey, getMe, listProjects, listProviders, putProviderKey } from '../../cli/client/index.ts';
import { createClient } from '../../cli/client/client/index.ts';
import { answered } from '../../cli/stage/answered.ts';
import type { DrillFinding, DrillReport } from './drill.ts';
import type { Order, Searched } from './providers/order.ts';
import { callsSeen, setScenario } from './providers/sandbox-view.ts';
import { runSearchers } from './providers/searchers.ts';
import { startDrillStage, type DrillStage } from './stage/drill-stage.ts';
import { sendTalk, transcriptTalk } from './stage/talk.ts';

/** Replaces a provider's key and the root of our own keys while they are in use. */
export const about = 'a provider’s key and the root of our own keys are replaced while they are in use: no search fails, no key ends';

type Name = 'pexels' | 'unsplash' | 'pixabay';
const NAMES: readonly Name[] = ['pexels', 'unsplash', 'pixabay'];

interface Options {
  readonly provider: Name;
  readonly twiceEachStep: boolean;
}

const optionsOf = (args: readonly string[]): Options =>
  new Command('npm run drill -- rotate')
    .addOption(new Option('--provider <name>', 'whose key is replaced').default('pexels').choices(NAMES))
    .option('--twice-each-step', 'do every step twice', false)
    .parse([...args], { from: 'user' })
    .opts<Options>();

const SECOND = 'drill-second-key-4711';
const THIRD = 'drill-third-key-4712';
const WRONG = 'drill-wrong-key-4713';
const KEYS = [SECOND, THIRD, WRONG];
const WORKERS = 4;
/** Enough to be asking for longer than a process keeps a key that it has read, 60 s. */
const QUESTIONS = 240;
const KEPT_MS = 65_000;

const repeat = async (times: number, work: () => Promise<unknown>): Promise<void> => {
  for (let n = 0; n < times; n += 1) await work();
};

const ordersOf = (provider: Name): readonly Order[] =>
  Array.from({ length: WORKERS }, (_, worker) => ({
    provider,
    purpose: 'job',
    patienceMs: 60_000,
    pauseMs: 400,
    projects: [{ workspaceId: `wsp_${worker}`, names: Array.from({ length: QUESTIONS }, (_name, n) => `anchor ${worker} ${n}`) }],
  }));

/** The operator's part, while processes search: a wrong key, a new one, the old one withdrawn, another new one that then is withdrawn itself. */
const rotateSupplied = async (stage: DrillStage, { provider }: Options, times: number): Promise<readonly DrillFinding[]> => {
  const { client, local } = stage;
  const set = (key: string) => putProviderKey({ client, path: { provider }, body: { key } });
  const take = (keys: readonly string[]): Promise<void> => setScenario(local.sandboxUrl, { provider, keys: [...keys] });
  const first = `sandbox-${provider}`;
  const keyOf = async () => (await answered(listProviders({ client }))).items.find(each => each.provider === provider)?.key;
  await take([first, SECOND, THIRD]);
  const before = await keyOf();
  const refusals: (string | undefined)[] = [];
  await repeat(times, async () => refusals.push((await set(WRONG)).error?.code));
  const wrong: DrillFinding = {
    what: 'a wrong key',
    held: refusals.every(code => code === 'PROVIDER_KEY_REFUSED') && JSON.stringify(await keyOf()) === JSON.stringify(before),
    detail: `${refusals.join(', ')}; the one in force stays`,
  };
  const answers: string[] = [];
  await repeat(times, async () => answers.push(JSON.stringify((await answered(set(SECOND))).key)));
  await sleep(3_000);
  await take([SECOND, THIRD]);
  await sleep(8_000);
  const flipped: DrillFinding = {
    what: `a new key, given ${times === 1 ? 'once' : 'twice'}; the old one is withdrawn seconds later`,
    held: new Set(answers).size === 1,
    detail: `${new Set(answers).size} outcome of ${answers.length}: ${answers[0] ?? 'none'}`,
  };
  await repeat(times, async () => answered(set(THIRD)));
  await sleep(KEPT_MS);
  await take([SECOND]);
  await sleep(8_000);
  const { verdict } = await answered(checkProvider({ client, path: { provider } }));
  const stands: DrillFinding = {
    what: 'a key that is withdrawn soon after it came into force',
    held: verdict === 'bad-key',
    detail: `a check says ${verdict}; the one before stands in (see the searches)`,
  };
  return [wrong, flipped, stands];
};

const searchesFinding = (searched: readonly Searched[]): DrillFinding => {
  const without = searched.filter(({ skipped }) => skipped !== null);
  return {
    what: `${WORKERS} processes that search all the while`,
    held: searched.length === WORKERS * QUESTIONS && without.length === 0,
    detail: `${searched.length} searches, ${without.length} went without the provider${without.length === 0 ? '' : `: ${[...new Set(without.map(({ skipped }) => skipped ?? ''))].join(', ')}`}`,
  };
};

const turnsFinding = async ({ local }: DrillStage, { provider }: Options): Promise<DrillFinding> => {
  const { calls } = await callsSeen(local.sandboxUrl, provider);
  const refused = calls.filter(({ verdict }) => verdict === 'key-invalid');
  const served = calls.filter(({ status }) => status === 200);
  const counts = new Map<string, number>();
  for (const { keyHash } of served) counts.set(keyHash ?? 'none', (counts.get(keyHash ?? 'none') ?? 0) + 1);
  // A process learns of a withdrawn key by one refusal; a trial of an operator's is one too.
  const most = 4 * WORKERS + 8;
  return {
    what: 'keys in use',
    held: refused.length <= most && counts.size === 3,
    detail: `${served.length} calls served (${[...counts].map(([hash, count]) => `${count} with ${hash}`).join(', ')}), ${refused.length} refused of at most ${most}`,
  };
};

/** No key in any table. */
const leakFinding = async ({ dynamo, local }: DrillStage): Promise<DrillFinding> => {
  let rows = 0;
  let leaks = 0;
  for (const table of ['main', 'cache', 'limits', 'idempotency'])
    for await (const page of paginateScan({ client: dynamo }, { TableName: local.outputs.MainTable.replace(/main$/, table) }))
      for (const item of page.Items ?? []) {
        rows += 1;
        const text = JSON.stringify(item);
        if (KEYS.some(key => text.includes(key))) leaks += 1;
      }
  return { what: 'keys in tables', held: leaks === 0, detail: `${leaks} of ${rows} rows hold one` };
};

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

/** The emulator calls no rotation, so the drill does what Secrets Manager would. */
const rotateOwned = async (stage: DrillStage, times: number): Promise<DrillFinding> => {
  const { client, local } = stage;
  const talk = transcriptTalk(stage.faults.folder, 2);
  for (let n = 0; n < 2; n += 1) await sendTalk(client, talk);
  const { key } = await answered(createApiKey({ client, body: { name: 'drill', role: 'viewer' } }));
  const { next } = await answered(listProjects({ client, query: { limit: 1 } }));
  const secrets = new SecretsManagerClient({
    endpoint: local.aws['AWS_ENDPOINT_URL'] ?? '',
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const SecretId = 'cutaway/local/owned';
  const read = () => secrets.send(new GetSecretValueCommand({ SecretId }));
  const before = await read();
  const ClientRequestToken = randomUUID();
  const errors: string[] = [];
  for (const Step of STEPS)
    await repeat(times, async () => {
      const Payload = JSON.stringify({ Step, SecretId: before.ARN ?? SecretId, ClientRequestToken });
      const { FunctionError } = await stage.lambda.send(
        new InvokeCommand({ FunctionName: 'cutaway-local-operations-rotate-owned', Payload }),
      );
      if (FunctionError !== undefined) errors.push(`${Step}: ${FunctionError}`);
    });
  const after = await read();
  secrets.destroy();
  const roots: unknown = JSON.parse(after.SecretString ?? 'null');
  const withKey = createClient({ baseUrl: local.apiUrl, auth: () => key });
  const [me, page] = await Promise.all([getMe({ client: withKey }), listProjects({ client, query: { limit: 1, cursor: next ?? '' } })]);
  const isReplaced = after.VersionId === ClientRequestToken && Array.isArray(roots) && roots.length === 2;
  return {
    what: `the root of our own keys, each of its four steps ${times === 1 ? 'once' : 'twice'}`,
    held: errors.length === 0 && isReplaced && me.data !== undefined && page.data !== undefined,
    detail: `${errors.length === 0 ? 'no step failed' : errors.join(', ')}; ${Array.isArray(roots) ? roots.length : 0} roots; an API key of before ${me.data === undefined ? 'is refused' : 'works'}, a cursor of before ${page.data === undefined ? 'is refused' : 'works'}`,
  };
};

export const run = async (args: readonly string[]): Promise<DrillReport> => {
  const options = optionsOf(args);
  const { provider } = options;
  const times = options.twiceEachStep ? 2 : 1;
  const environment = {
    CUTAWAY_PROVIDERS: [...new Set(['commons', 'pexels', provider])].join(','),
    CUTAWAY_UNSPLASH_CONFIRMED: String(provider === 'unsplash'),
    CUTAWAY_QUOTA_OVERRIDES: JSON.stringify({ [provider]: { windows: [{ seconds: 60, limit: 100_000, stated: 'no' }] } }),
  };
  const stage = await startDrillStage({ environment }, step => console.error(step));
  try {
    await setScenario(stage.local.sandboxUrl, { provider, limit: 100_000 });
    let begun = 0;
    const { promise: all, resolve: allBegun } = Promise.withResolvers<undefined>();
    const tell = (): void => {
      begun += 1;
      if (begun === 3 * WORKERS) allBegun(undefined);
    };
    const [searched, supplied] = await Promise.all([
      runSearchers(stage, ordersOf(provider), tell),
      all.then(() => rotateSupplied(stage, options, times)),
    ]);
    const findings = [...supplied, searchesFinding(searched), await turnsFinding(stage, options), await leakFinding(stage)];
    return { name: 'rotate', findings: [...findings, await rotateOwned(stage, times)] };
  } finally {
    await stage.stop();
  }
};
