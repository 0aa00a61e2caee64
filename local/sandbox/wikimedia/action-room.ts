import type { ProviderName } from '../control/scenario.ts';
import { escapeHtml, type Exchange, type Reply, type Room } from '../server/exchange.ts';
import type { World } from '../world.ts';
import { ActionError } from './action-error.ts';
import { ActionParams } from './action-params.ts';
import { readWishes, sendError, sendResult, type Wishes } from './envelope.ts';
import { passGate } from './gate.ts';

/** One `action=`: reads its parameters and returns the answer in format version 2, or throws an ActionError. */
export type Action = (params: ActionParams) => object;

/** Parameters every action takes. */
const COMMON = [
  'action',
  'origin',
  'maxage',
  'smaxage',
  'uselang',
  'errorlang',
  'errorsuselocal',
  'requestid',
  'servedby',
  'curtimestamp',
  'responselanginfo',
  'assert',
  'callback',
  'utf8',
];

/** Lag that answers `maxlag=-1` and the fault `maxlag`, seconds. */
const USUAL_LAG = 5.2;

const lagReply = (wishes: Wishes, lag: number, asked: number): Reply => {
  const error = new ActionError('maxlag', `Waiting for db1234: ${lag} seconds lagged.`, { host: 'db1234', lag, type: 'db' });
  const reply = sendError(wishes, error, {
    'retry-after': String(Math.max(5, Math.ceil(asked))),
    'x-database-lag': String(Math.floor(lag)),
  });
  return { ...reply, verdict: 'lagged' };
};

/** @returns the answer that the databases lag behind, or null where they do not, or nobody asked */
const checkLag = (world: World, provider: ProviderName, exchange: Exchange, params: ActionParams, wishes: Wishes): Reply | null => {
  const asked = params.text('maxlag');
  const { lagSeconds } = world.scenarios.of(provider);
  if (exchange.fault === 'maxlag') return lagReply(wishes, Math.max(USUAL_LAG, lagSeconds), Number(asked ?? 5));
  if (asked === null || !Number.isFinite(Number(asked)) || lagSeconds <= Number(asked)) return null;
  return lagReply(wishes, lagSeconds === 0 ? USUAL_LAG : lagSeconds, Number(asked));
};

const run = (actions: Readonly<Record<string, Action>>, params: ActionParams): object => {
  const name = params.text('action') ?? 'help';
  const action = actions[name];
  if (action === undefined) throw new ActionError('badvalue', `Unrecognized value for parameter "action": ${escapeHtml(name)}.`);
  return action(params);
};

/** An endpoint `/w/api.php`. */
export const actionRoom =
  (world: World, provider: ProviderName, actions: Readonly<Record<string, Action>>): Room =>
  exchange => {
    const refusal = passGate(world, provider, 'api', exchange);
    if (refusal !== null) return refusal;
    const params = new ActionParams(exchange.query);
    for (const name of COMMON) params.text(name);
    const wishes = readWishes(params);
    const lagging = checkLag(world, provider, exchange, params, wishes);
    if (lagging !== null) return lagging;
    try {
      const result = run(actions, params);
      return sendResult(wishes, result, params.warnings());
    } catch (error) {
      if (error instanceof ActionError) return sendError(wishes, error);
      throw error;
    }
  };
