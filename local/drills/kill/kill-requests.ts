import { randomBytes } from 'node:crypto';
import { createClient } from '../../../cli/client/client/index.ts';
import { cancelJob, confirm, getMe, listProjects, login, register, retryJob } from '../../../cli/client/index.ts';
import { answered } from '../../../cli/stage/answered.ts';
import { connect } from '../../../cli/stage/connect.ts';
import { persistentFetch } from '../../../cli/stage/persistent-fetch.ts';
import { mailedCode } from '../../demo-account.ts';
import type { DrillFinding } from '../drill.ts';
import { differences, leftBehind, type LeftBehind } from '../evidence/left-behind.ts';
import type { DrillStage } from '../stage/drill-stage.ts';
import { describePoint, type FaultPoint } from '../stage/faults.ts';
import { audioTalk, endOf, sendTalk, startTalk, type Talk } from '../stage/talk.ts';

/** What a client asks of the API, one thing after the other, and what has to be there at the end. */
interface RequestFlow {
  readonly name: string;
  /** @returns what was left, comparable from time to time */
  readonly run: (stage: DrillStage) => Promise<Left>;
}

interface Left {
  readonly project: LeftBehind | null;
  /** How many there are of what must not be made twice. */
  readonly made: number;
}

const projectsOf = async (stage: DrillStage): Promise<number> => {
  let count = 0;
  for (let cursor: string | undefined; ;) {
    const page = await answered(listProjects({ client: stage.client, query: { limit: 100, ...(cursor !== undefined && { cursor }) } }));
    count += page.items.length;
    if (page.next === undefined) return count;
    cursor = page.next;
  }
};

/** An upload, a transcript, a job that is started, cancelled and retried. */
const projectFlow = (talk: Talk): RequestFlow => ({
  name: 'project and job',
  run: async stage => {
    const { client } = stage;
    const before = await projectsOf(stage);
    const projectId = await sendTalk(client, talk);
    // Held, so that there is something to cancel however long the requests take.
    const letGo = stage.faults.hold(projectId, { process: 'worker', call: 'PutItem', side: 'before', nth: 1 });
    const jobId = await startTalk(client, projectId);
    await answered(cancelJob({ client, path: { jobId } }));
    await answered(retryJob({ client, path: { jobId } }));
    letGo();
    const job = await endOf(client, jobId);
    if (job.state !== 'completed') throw new Error(`the job ended ${job.state}: ${JSON.stringify(job.error ?? job.reasons)}`);
    return { project: await leftBehind(stage, projectId), made: (await projectsOf(stage)) - before };
  },
});

/** An account that is registered, confirmed and logged in. */
const accountFlow: RequestFlow = {
  name: 'account',
  run: async stage => {
    const { apiUrl } = stage.local;
    const client = createClient({ baseUrl: apiUrl, fetch: persistentFetch(request => fetch(request)) });
    const account = { email: `${randomBytes(6).toString('hex')}@cutaway.example`, password: `Cw1${randomBytes(12).toString('base64url')}` };
    await answered(register({ client, body: account }));
    const code = await mailedCode(stage.local.aws['AWS_ENDPOINT_URL'] ?? '', account.email);
    // A code that was used up by an attempt without an answer is refused as a wrong one: the login tells which it was.
    await confirm({ client, body: { email: account.email, code } });
    await answered(login({ client, body: account }));
    const again = await connect({ apiUrl, account });
    const first = await answered(getMe({ client: again }));
    const second = await answered(getMe({ client: await connect({ apiUrl, account }) }));
    return { project: null, made: first.workspaceId === second.workspaceId ? 1 : 2 };
  },
};

const isRequest = ({ process }: FaultPoint): boolean => process.endsWith('-api');

/** Points are counted over everybody who passes: no two requests are under way at the same time. */
const pointsSince = (stage: DrillStage, known: number): readonly FaultPoint[] => {
  const times = new Map<string, number>();
  return stage.faults
    .passed('any')
    .slice(known)
    .filter(isRequest)
    .map(point => {
      const name = describePoint({ ...point, nth: 0 });
      const nth = (times.get(name) ?? 0) + 1;
      times.set(name, nth);
      return { ...point, nth };
    });
};

const killRequest = async (stage: DrillStage, flow: RequestFlow, expected: Left, point: FaultPoint): Promise<DrillFinding> => {
  const what = `${flow.name}, ${describePoint(point)}`;
  const isSame = ({ process, call, side }: FaultPoint): boolean => process === point.process && call === point.call && side === point.side;
  const sofar = stage.faults.passed('any').filter(isSame).length;
  stage.faults.kill('any', { ...point, nth: sofar + point.nth });
  const started = Date.now();
  try {
    const left = await flow.run(stage);
    if (stage.faults.pending('any') > 0) return { what, held: false, detail: 'was not passed' };
    const different = expected.project === null || left.project === null ? [] : differences(expected.project, left.project);
    if (left.made !== expected.made) return { what, held: false, detail: `made ${left.made} instead of ${expected.made}` };
    const detail = different.length === 0 ? `the same, ${((Date.now() - started) / 1_000).toFixed(1)} s` : different.join('; ');
    return { what, held: different.length === 0, detail };
  } catch (error) {
    return { what, held: false, detail: error instanceof Error ? error.message : String(error) };
  }
};

/**
 * Kills the API's functions before and after each of their writes and sends, while a client asks them one thing after the
 * other and asks again where it gets no answer.
 * @param choose of the points there are
 */
export const killRequests = async (
  stage: DrillStage,
  choose: (points: readonly FaultPoint[]) => readonly FaultPoint[],
): Promise<readonly DrillFinding[]> => {
  const findings: DrillFinding[] = [];
  for (const flow of [accountFlow, projectFlow(audioTalk())]) {
    const known = stage.faults.passed('any').length;
    const expected = await flow.run(stage);
    const all = pointsSince(stage, known);
    const points = choose(all);
    console.error(`${flow.name}: ${points.length} of ${all.length} points`);
    for (const point of points) findings.push(await killRequest(stage, flow, expected, point));
  }
  return findings;
};
