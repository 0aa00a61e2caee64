import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { checkProvider, listProviders, type Provider } from '../../cli/client/index.ts';
import { answered } from '../../cli/stage/answered.ts';
import { ACCOUNT_RULES } from '../../core/src/platform/gate/account-rules.ts';
import type { DrillFinding, DrillReport } from './drill.ts';
import type { Order, Searched } from './providers/order.ts';
import { callsSeen, setScenario, type Call } from './providers/sandbox-view.ts';
import { runSearchers } from './providers/searchers.ts';
import { startDrillStage, type DrillStage } from './stage/drill-stage.ts';
import { endOf, sendTalk, startTalk, transcriptTalk } from './stage/talk.ts';

/** Takes a provider away from several processes at once, gives it back, then refuses its key. */
export const about = 'a provider that is down, comes back, and then refuses our key: calls stop, one tries, jobs go on without it';

type Name = 'pexels' | 'unsplash' | 'pixabay' | 'openverse';
const NAMES: readonly Name[] = ['pexels', 'unsplash', 'pixabay', 'openverse'];

interface Options {
  readonly provider: Name;
  readonly workers: number;
}

/** How long the breaker is open the first time, so that a drill sees it half-open. */
const OPEN_SECONDS = 6;
const { failures } = ACCOUNT_RULES.pexels.breaker;
/** Attempts a client makes of one call to a provider that does not answer. */
const ATTEMPTS = 3;

const optionsOf = (args: readonly string[]): Options =>
  new Command('npm run drill -- breaker')
    .addOption(new Option('--provider <name>', 'which one is taken away').default('pexels').choices(NAMES))
    .addOption(new Option('--workers <number>', 'processes that ask it').default(6).argParser(text => Number.parseInt(text, 10)))
    .parse([...args], { from: 'user' })
    .opts<Options>();

/** Each process asks new questions one after the other; `interactive`, because a job waits out the first opening. */
const ordersOf = ({ provider, workers }: Options, round: string, questions: number): readonly Order[] =>
  Array.from({ length: workers }, (_, worker) => ({
    provider,
    purpose: 'interactive',
    patienceMs: 1_000,
    pauseMs: 250,
    projects: [{ workspaceId: `wsp_${worker}`, names: Array.from({ length: questions }, (_name, n) => `kettle ${round} ${worker} ${n}`) }],
  }));

/** Calls of one round, by the words that were asked for. */
const ofRound = (calls: readonly Call[], round: string): readonly Call[] =>
  calls.filter(({ url }) => decodeURIComponent(url).replaceAll('+', ' ').includes(`kettle ${round} `));

const standing = async (stage: DrillStage, provider: Name): Promise<Provider['breaker']> => {
  const { items } = await answered(listProviders({ client: stage.client }));
  return items.find(each => each.provider === provider)?.breaker ?? { state: 'closed', until: null };
};

const codes = (searched: readonly Searched[]): string => {
  const counts = new Map<string, number>();
  for (const { skipped } of searched) counts.set(skipped ?? 'answered', (counts.get(skipped ?? 'answered') ?? 0) + 1);
  return [...counts].map(([code, count]) => `${count} ${code}`).join(', ');
};

/** Down: what fails is counted, and then nobody asks. */
const down = async (stage: DrillStage, options: Options): Promise<DrillFinding> => {
  const { provider, workers } = options;
  await setScenario(stage.local.sandboxUrl, { provider, fault: 'http-503' });
  const searched = await runSearchers(stage, ordersOf(options, 'down', 12));
  const calls = ofRound((await callsSeen(stage.local.sandboxUrl, provider)).calls, 'down');
  // Those under way when it opens, one of each process, are not called back.
  const most = failures + workers * ATTEMPTS;
  const isOpen = (await standing(stage, provider)).state;
  return {
    what: `${provider} down, ${workers} processes ask ${searched.length} times`,
    held: calls.length <= most && searched.every(({ skipped }) => skipped === 'PROVIDER_UNAVAILABLE') && isOpen !== 'closed',
    detail: `${calls.length} calls reached it (at most ${most}: ${failures} failures and those under way), then none; ${codes(searched)}; breaker ${isOpen}`,
  };
};

/** Half-open: all processes ask at once, and one call tries. */
const probing = async (stage: DrillStage, options: Options): Promise<DrillFinding> => {
  const { provider } = options;
  const { until } = await standing(stage, provider);
  await sleep(Math.max(0, Date.parse(until ?? new Date().toISOString()) - Date.now()) + 200);
  const before = await standing(stage, provider);
  const searched = await runSearchers(stage, ordersOf(options, 'probe', 1));
  const calls = ofRound((await callsSeen(stage.local.sandboxUrl, provider)).calls, 'probe');
  return {
    what: 'half-open, all processes ask at once, and it is still down',
    held: before.state === 'half-open' && calls.length === 1,
    detail: `${calls.length} probe of ${searched.length} that asked; ${codes(searched)}`,
  };
};

const back = async (stage: DrillStage, options: Options): Promise<DrillFinding> => {
  const { provider } = options;
  await setScenario(stage.local.sandboxUrl, { provider, fault: null });
  const { until } = await standing(stage, provider);
  await sleep(Math.max(0, Date.parse(until ?? new Date().toISOString()) - Date.now()) + 200);
  const searched = await runSearchers(stage, ordersOf(options, 'back', 4));
  const { state } = await standing(stage, provider);
  const good = searched.filter(({ skipped }) => skipped === null).length;
  return {
    what: 'it answers again',
    held: state === 'closed' && good >= searched.length / 2,
    detail: `${codes(searched)} of ${searched.length}; breaker ${state}`,
  };
};

const refused = async (stage: DrillStage, options: Options): Promise<DrillFinding> => {
  const { provider, workers } = options;
  await setScenario(stage.local.sandboxUrl, { provider, fault: 'key-invalid' });
  const searched = await runSearchers(stage, ordersOf(options, 'key', 8));
  const calls = ofRound((await callsSeen(stage.local.sandboxUrl, provider)).calls, 'key');
  const { state } = await standing(stage, provider);
  return {
    what: `its key is refused, ${workers} processes ask ${searched.length} times`,
    held: calls.length <= workers && state === 'key-invalid' && searched.every(({ skipped }) => skipped === 'PROVIDER_KEY_INVALID'),
    detail: `${calls.length} calls reached it, then none; ${codes(searched)}; breaker ${state}`,
  };
};

const jobWithout = async (stage: DrillStage): Promise<DrillFinding> => {
  const job = await endOf(
    stage.client,
    await startTalk(stage.client, await sendTalk(stage.client, transcriptTalk(stage.faults.folder, 6))),
  );
  return {
    what: 'a job meanwhile',
    held: job.state === 'completed' || job.state === 'partial',
    detail: `${job.state}${job.reasons.length === 0 ? '' : `: ${[...new Set(job.reasons.map(({ code }) => code))].join(', ')}`}`,
  };
};

const mended = async (stage: DrillStage, { provider }: Options): Promise<DrillFinding> => {
  await setScenario(stage.local.sandboxUrl, { provider, fault: null });
  const check = await answered(checkProvider({ client: stage.client, path: { provider } }));
  const { state } = await standing(stage, provider);
  return {
    what: 'the key is good again, and an operator checks it',
    held: check.verdict === 'ok' && state === 'closed',
    detail: `check ${check.verdict}, breaker ${state} at once`,
  };
};

export const run = async (args: readonly string[]): Promise<DrillReport> => {
  const options = optionsOf(args);
  const { provider } = options;
  const windows = [{ seconds: 60, limit: 100_000, stated: 'no' }];
  const environment = {
    CUTAWAY_PROVIDERS: [...new Set(['commons', 'pexels', provider])].join(','),
    CUTAWAY_UNSPLASH_CONFIRMED: String(provider === 'unsplash'),
    CUTAWAY_QUOTA_OVERRIDES: JSON.stringify({ [provider]: { windows, openSeconds: OPEN_SECONDS } }),
  };
  const stage = await startDrillStage({ environment }, step => console.error(step));
  try {
    await setScenario(stage.local.sandboxUrl, { provider, limit: 100_000 });
    const findings = [];
    for (const part of [down, probing, back, refused]) findings.push(await part(stage, options));
    findings.push(await jobWithout(stage), await mended(stage, options));
    return { name: 'breaker', findings };
  } finally {
    await stage.stop();
  }
};
