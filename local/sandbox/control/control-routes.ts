import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { jsonReply, type Reply } from '../server/exchange.ts';
import { readBody } from '../server/read-exchange.ts';
import type { World } from '../world.ts';
import { JournalQuery } from './journal.ts';
import { ScenarioChange } from './scenario.ts';

/** Body of `POST /__clock`. */
const ClockChange = z.strictObject({
  /** Distance to real time, milliseconds. */
  offsetMs: z.number().optional(),
  advanceMs: z.number().optional(),
  advanceSeconds: z.number().optional(),
  /** Stand still, or go on. */
  frozen: z.boolean().optional(),
});

const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const text = (await readBody(request)).toString('utf8');
  return text === '' ? {} : JSON.parse(text);
};

const changeClock = (world: World, change: z.infer<typeof ClockChange>): object => {
  const { clock } = world;
  if (change.offsetMs !== undefined) clock.setOffset(change.offsetMs);
  if (change.frozen === true) clock.freeze();
  if (change.frozen === false) clock.resume();
  clock.advance((change.advanceMs ?? 0) + (change.advanceSeconds ?? 0) * 1_000);
  return clock.state();
};

const health = (world: World): object => ({
  ok: true,
  items: world.knowledge.items.length,
  memoryMb: Math.round(process.memoryUsage().rss / 1e6),
  clock: world.clock.state(),
});

const route = async (world: World, request: IncomingMessage, url: URL): Promise<object | null> => {
  switch (`${request.method ?? ''} ${url.pathname}`) {
    case 'GET /__health':
      return health(world);
    case 'GET /__journal':
      return world.journal.read(JournalQuery.parse(Object.fromEntries(url.searchParams)));
    case 'DELETE /__journal':
      world.journal.clear();
      return { cleared: true };
    case 'GET /__scenario':
      return world.scenarios.state();
    case 'POST /__scenario': {
      const change = ScenarioChange.parse(await readJson(request));
      world.scenarios.apply(change);
      if (change.reset && change.provider === 'all') world.windows.clear();
      return world.scenarios.state();
    }
    case 'GET /__clock':
      return world.clock.state();
    case 'POST /__clock':
      return changeClock(world, ClockChange.parse(await readJson(request)));
    default:
      return null;
  }
};

/** Answers `/__…`: how tests and drills look into the sandbox and steer it. */
export const answerControl = async (world: World, request: IncomingMessage, url: URL): Promise<Reply> => {
  try {
    const value = await route(world, request, url);
    return value === null ? jsonReply(404, { error: 'There is no such control; see docs/sandbox.md.' }) : jsonReply(200, value);
  } catch (error) {
    if (error instanceof z.ZodError) return jsonReply(400, { error: z.prettifyError(error) });
    if (error instanceof SyntaxError) return jsonReply(400, { error: `The body is not JSON: ${error.message}` });
    throw error;
  }
};
