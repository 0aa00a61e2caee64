import { Command, Option } from 'commander';
import { listProviders } from '../../cli/client/index.ts';
import { answered } from '../../cli/stage/answered.ts';
import type { DrillFinding, DrillReport } from './drill.ts';
import type { Order, Searched } from './providers/order.ts';
import { callsSeen, setScenario, type Call } from './providers/sandbox-view.ts';
import { runSearchers } from './providers/searchers.ts';
import { startDrillStage, type DrillStage } from './stage/drill-stage.ts';
import { endOf, sendTalk, startTalk, transcriptTalk } from './stage/talk.ts';

/** Far more searches than a provider allows, from several processes and the stage's own jobs at once. */
export const about = 'far more searches than a provider allows: its quota is never exceeded, nothing is asked twice, no job fails';

const PROVIDER = 'pexels';

interface Options {
  readonly limit: number;
  readonly window: number;
  readonly projects: number;
  readonly entities: number;
  readonly workers: number;
  readonly jobs: number;
  readonly patience: number;
}

const whole = (text: string): number => Number.parseInt(text, 10);

const optionsOf = (args: readonly string[]): Options =>
  new Command('npm run drill -- quota')
    .addOption(new Option('--limit <calls>', 'calls in a window').default(50).argParser(whole))
    .addOption(new Option('--window <seconds>', 'its length, such as 20s').default(20).argParser(whole))
    .addOption(
      new Option('--projects <number>', 'talks that search at once; one of them is alone in its workspace').default(100).argParser(whole),
    )
    .addOption(new Option('--entities <number>', 'searches of each').default(8).argParser(whole))
    .addOption(new Option('--workers <number>', 'processes of their own that search').default(6).argParser(whole))
    .addOption(new Option('--jobs <number>', 'jobs of the stage beside them').default(4).argParser(whole))
    .addOption(
      new Option('--patience <seconds>', 'how long a search waits before it goes on without the provider').default(600).argParser(whole),
    )
    .parse([...args], { from: 'user' })
    .opts<Options>();

const SMALL = 'wsp_small';

/** Every name is asked for once in the whole drill. The first project is alone in its workspace, all others share one. */
const ordersOf = ({ projects, entities, workers, patience }: Options): readonly Order[] => {
  const all = Array.from({ length: projects }, (_, project) => ({
    workspaceId: project === 0 ? SMALL : 'wsp_large',
    names: Array.from({ length: entities }, (_name, entity) => `lighthouse ${project} ${entity}`),
  }));
  const base = { provider: PROVIDER, purpose: 'job', patienceMs: patience * 1_000, pauseMs: 0 } as const;
  return Array.from({ length: workers }, (_, worker) => ({ ...base, projects: all.filter((_project, n) => n % workers === worker) }));
};

const jobsOf = async (stage: DrillStage, count: number): Promise<readonly string[]> => {
  const talk = transcriptTalk(stage.faults.folder, 6);
  const jobIds = [];
  for (let n = 0; n < count; n += 1) jobIds.push(await startTalk(stage.client, await sendTalk(stage.client, talk)));
  return jobIds;
};

const asked = ({ url }: Call): string => new URL(url, 'http://sandbox.example').searchParams.get('query') ?? '';

const quotaFinding = ({ limit, window }: Options, calls: readonly Call[], busiest: number): DrillFinding => {
  const refused = calls.filter(({ verdict }) => verdict === 'over-quota').length;
  const [first, last] = [calls[0]?.atMs ?? 0, calls.at(-1)?.atMs ?? 0];
  const windows = Math.max(1, (last - first) / (window * 1_000));
  const used = ((100 * calls.length) / (windows * limit)).toFixed(0);
  return {
    what: `at most ${limit} calls in any ${window} s`,
    held: busiest <= limit && refused === 0,
    detail: `${calls.length} calls in ${((last - first) / 1_000).toFixed(0)} s, ${busiest} in the busiest stretch, ${refused} over quota; ${used} % of what the windows allow`,
  };
};

const onceFinding = (calls: readonly Call[]): DrillFinding => {
  const names = calls.filter(({ status }) => status === 200).map(asked);
  const twice = names.filter((name, n) => name.startsWith('lighthouse ') && names.indexOf(name) !== n);
  return { what: 'nothing asked twice', held: twice.length === 0, detail: `${new Set(names).size} questions, ${twice.length} asked again` };
};

const endsFinding = ({ projects, entities }: Options, searched: readonly Searched[]): DrillFinding => {
  const failed = searched.filter(({ skipped }) => skipped === 'FAILED').length;
  const without = searched.filter(({ skipped }) => skipped !== null && skipped !== 'FAILED');
  const codes = [...new Set(without.map(({ skipped }) => skipped ?? ''))].join(', ');
  return {
    what: 'every search ends',
    held: searched.length === projects * entities && failed === 0,
    detail: `${searched.length} of ${projects * entities}: ${searched.length - without.length - failed} found, ${without.length} gone without after their patience${codes === '' ? '' : ` (${codes})`}, ${failed} failed`,
  };
};

/** A workspace with one talk is not behind everybody's queue. */
const fairFinding = (searched: readonly Searched[]): DrillFinding => {
  const endOfSpace = (isSmall: boolean): number =>
    Math.max(0, ...searched.filter(({ workspaceId }) => (workspaceId === SMALL) === isSmall).map(({ endedMs }) => endedMs));
  const begin = Math.min(...searched.map(({ startedMs }) => startedMs));
  const [small, large] = [endOfSpace(true) - begin, endOfSpace(false) - begin];
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(0)} s`;
  return {
    what: 'a small workspace is not starved',
    held: small <= large / 2 || large < 10_000,
    detail: `its one talk was done after ${seconds(small)}, the large one’s after ${seconds(large)}`,
  };
};

const jobsFinding = async (stage: DrillStage, jobIds: readonly string[]): Promise<DrillFinding> => {
  const jobs = await Promise.all(jobIds.map(jobId => endOf(stage.client, jobId)));
  const states = jobs.map(({ state }) => state);
  const reasons = [
    ...new Set(jobs.flatMap(job => [...job.reasons.map(({ code }) => code), ...(job.error === null ? [] : [job.error.code])])),
  ];
  return {
    what: 'the stage’s jobs',
    held: states.every(state => state === 'completed' || state === 'partial'),
    detail: `${states.filter(state => state === 'completed').length} completed, ${states.filter(state => state === 'partial').length} partial${reasons.length === 0 ? '' : ` (${reasons.join(', ')})`} of ${states.length}`,
  };
};

const shownFinding = async (stage: DrillStage, { limit, window }: Options): Promise<DrillFinding> => {
  const { items } = await answered(listProviders({ client: stage.client }));
  const shown = items.find(({ provider }) => provider === PROVIDER);
  const [first] = shown?.windows ?? [];
  return {
    what: 'what operators are shown',
    held: first?.seconds === window && first.limit === limit && first.used <= limit && shown?.breaker.state === 'closed',
    detail: `${first?.used ?? '?'} of ${first?.limit ?? '?'} in ${first?.seconds ?? '?'} s, breaker ${shown?.breaker.state ?? '?'}`,
  };
};

export const run = async (args: readonly string[]): Promise<DrillReport> => {
  const options = optionsOf(args);
  const windows = [{ seconds: options.window, limit: options.limit, stated: 'no' }];
  const environment = {
    CUTAWAY_CONCURRENT_JOBS: String(Math.max(1, options.jobs)),
    CUTAWAY_QUOTA_OVERRIDES: JSON.stringify({ [PROVIDER]: { windows }, wikimedia: { windows: [{ seconds: 60, limit: 100_000 }] } }),
  };
  const stage = await startDrillStage({ environment }, step => console.error(step));
  const { sandboxUrl } = stage.local;
  try {
    await setScenario(sandboxUrl, { provider: PROVIDER, limit: options.limit, windowSeconds: options.window });
    await setScenario(sandboxUrl, { provider: 'wikimedia', limit: 100_000 });
    const jobIds = await jobsOf(stage, options.jobs);
    let ended = 0;
    const tell = (): void => {
      if ((ended += 1) % 50 === 0) console.error(`${ended} of ${options.projects * options.entities} searches have ended`);
    };
    const searched = await runSearchers(stage, ordersOf(options), tell);
    const jobs = await jobsFinding(stage, jobIds);
    const { calls, busiest } = await callsSeen(sandboxUrl, PROVIDER, options.window);
    const counted = [quotaFinding(options, calls, busiest), onceFinding(calls), endsFinding(options, searched), fairFinding(searched)];
    return { name: 'quota', findings: [...counted, jobs, await shownFinding(stage, options)] };
  } finally {
    await stage.stop();
  }
};
